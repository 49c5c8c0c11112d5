import { Webhook } from "standardwebhooks";

/**
 * The headers of a Standard Webhooks message. Every secret signs: while one is being exchanged for another, a receiver that knows
 * either accepts it. The time is real, because receivers compare it with theirs.
 */
export function signMessage(message: Message, secrets: readonly string[]): Record<string, string> {
  const { id, body, sentAt } = message;
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(sentAt.getTime() / 1_000)),
    "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, sentAt, body)).join(" "),
  };
}

export type Message = {
  /** The same however often it is sent, so that a receiver knows what it has seen. */
  readonly id: string;
  readonly body: string;
  readonly sentAt: Date;
};
