import { randomUUID } from "node:crypto";
import type { NewProviderEvent } from "@farebox/db/selling";
import { sign } from "./verify-signature.ts";

/**
 * Proves, before the first delivery, that the bytes of a body reach the verifier as they were sent: a parser or a proxy that
 * reads and writes them again would have every delivery refused, and nobody would be granted what they paid for. The body is
 * one that no JSON writer would write.
 */
export async function proveRawBodies(deliver: Deliver, secrets: readonly string[]): Promise<void> {
  const [secret] = secrets;
  if (secret === undefined) return;
  const body = Buffer.from(
    `{ "type":"${SELF_TEST}",\n\t"id": "evt_${randomUUID()}" , "id2":1.0e0, "text":"\\u0041\\/\u00e9 ", "data":{} }\r\n`,
  );
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = `t=${timestamp},v1=${sign(secret, timestamp, body).toString("hex")}`;
  const status = await deliver(body, signature);
  if (status !== 200)
    throw new Error(`webhook deliveries would be refused: a signed one was answered ${status} by this very process`);
}

/** Posts it where the provider would, and answers the status. */
export type Deliver = (body: Buffer, signature: string) => Promise<number>;

/** Signed with our secret by ourselves: it is answered and forgotten. */
export function isSelfTest(event: NewProviderEvent): boolean {
  return event.type === SELF_TEST;
}

const SELF_TEST = "farebox.self_test";
