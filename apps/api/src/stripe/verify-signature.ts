import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether the provider signed exactly these bytes, lately. Any of our secrets may have made any of the header's `v1`
 * signatures: while one is exchanged for another, deliveries carry both. Older schemes than `v1` prove nothing. A delivery
 * that is too old was caught and is played again; one from the future would be playable for longer than that.
 */
export function verifySignature({ header, body, secrets, nowSeconds }: Delivery): SignatureProblem | null {
  if (header === undefined || header.trim() === "") return "missing";
  const said = parse(header);
  if (said === null) return "malformed";
  const mine = secrets.filter((secret) => secret !== "").map((secret) => sign(secret, said.timestamp, body));
  // Every pair is compared, so that the time it takes tells nothing about which of them nearly fitted.
  let isOurs = false;
  for (const signature of said.signatures)
    for (const expected of mine) isOurs = timingSafeEqual(signature, expected) || isOurs;
  if (!isOurs) return "not_ours";
  const ageSeconds = nowSeconds - Number(said.timestamp);
  if (ageSeconds > MOST_SECONDS_APART) return "too_old";
  return ageSeconds < -MOST_SECONDS_APART ? "from_the_future" : null;
}

export type Delivery = {
  /** `Stripe-Signature`, as it came. */
  readonly header: string | undefined;
  /** As it came: a body that was read and written again is another one. */
  readonly body: Buffer;
  readonly secrets: readonly string[];
  readonly nowSeconds: number;
};

export type SignatureProblem = "missing" | "malformed" | "not_ours" | "too_old" | "from_the_future";

/** What the provider's own client computes: over the time and the bytes, joined by a full stop. */
export function sign(secret: string, timestamp: string, body: Buffer): Buffer {
  return createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest();
}

const MOST_SECONDS_APART = 300;
const SIGNATURE = /^[0-9a-f]{64}$/i;

/** `t=1492774577,v1=5257a8…,v1=6ffbb5…,v0=…`: one time, and at least one signature of the scheme we know. */
function parse(header: string): { readonly timestamp: string; readonly signatures: readonly Buffer[] } | null {
  const timestamps: string[] = [];
  const signatures: Buffer[] = [];
  for (const part of header.split(",")) {
    const [scheme, value = ""] = split(part.trim());
    if (scheme === "t") timestamps.push(value);
    if (scheme === "v1" && SIGNATURE.test(value)) signatures.push(Buffer.from(value, "hex"));
  }
  const [timestamp] = timestamps;
  if (timestamp === undefined || timestamps.length > 1 || !/^\d{1,12}$/.test(timestamp)) return null;
  return signatures.length === 0 ? null : { timestamp, signatures };
}

function split(part: string): readonly [string, string?] {
  const at = part.indexOf("=");
  return at < 0 ? [part] : [part.slice(0, at), part.slice(at + 1)];
}
