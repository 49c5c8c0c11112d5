import { randomBytes } from "node:crypto";
import { TEST_WEBHOOK_SECRET } from "../../testing/test-provider.ts";
import { WEBHOOK_PATH } from "../handled-events.ts";
import { sign } from "../verify-signature.ts";

/** Posts bytes where the provider delivers, with whatever headers. */
export async function post(
  productUrl: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Delivered> {
  const answer = await fetch(`${productUrl}${WEBHOOK_PATH}`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
  });
  return { status: answer.status, text: await answer.text() };
}

export type Delivered = { readonly status: number; readonly text: string };

/** A delivery as the provider makes it, of whatever it is given. */
export function deliver(productUrl: string, payload: unknown): Promise<Delivered> {
  const isRaw = typeof payload === "string" || payload instanceof Uint8Array;
  const body = isRaw ? (payload as string | Uint8Array<ArrayBuffer>) : JSON.stringify(payload);
  return post(productUrl, body, { "stripe-signature": signatureOf(body) });
}

export function signatureOf(
  body: string | Uint8Array,
  { secret = TEST_WEBHOOK_SECRET, ageSeconds = 0, scheme = "v1" } = {},
): string {
  const timestamp = String(Math.floor(Date.now() / 1_000) - ageSeconds);
  return `t=${timestamp},${scheme}=${sign(secret, timestamp, Buffer.from(body)).toString("hex")}`;
}

/** An event that somebody other than the stand-in made up. */
export function madeUpEvent(fields: { type: string; object: object } & Readonly<Record<string, unknown>>) {
  const { type, object, ...more } = fields;
  return {
    id: `evt_${randomBytes(12).toString("hex")}`,
    object: "event",
    api_version: "2026-10-28.endive",
    created: Math.floor(Date.now() / 1_000),
    livemode: false,
    pending_webhooks: 1,
    type,
    data: { object },
    ...more,
  };
}
