import { createHmac, randomBytes } from "node:crypto";

/** What the provider computes over the time and the bytes of a delivery. */
export function sign(secret: string, timestamp: number, body: string | Buffer): string {
  return createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest("hex");
}

export function signedBy(secret: string, body: string | Buffer, secondsAgo = 0): string {
  const timestamp = Math.floor(Date.now() / 1_000) - secondsAgo;
  return `t=${timestamp},v1=${sign(secret, timestamp, body)}`;
}

/** An event as it would come, of a kind that brings nothing; `padding` makes it so many bytes longer. */
export function madeUpEvent(padding = 0): { readonly id: string; readonly body: string } {
  const id = `evt_${randomBytes(12).toString("hex")}`;
  const object = { id: `pm_${id}`, object: "payment_method", customer: null, padding: "x".repeat(padding) };
  const event = {
    id,
    object: "event",
    api_version: "2026-10-28.endive",
    created: Math.floor(Date.now() / 1_000),
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: "payment_method.automatically_updated",
    data: { object },
  };
  return { id, body: JSON.stringify(event, null, 2) };
}
