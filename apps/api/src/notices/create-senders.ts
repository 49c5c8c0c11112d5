import type { Deps } from "../deps.ts";
import { createWebhookSender } from "../webhooks-out/webhook-sender.ts";
import type { Senders } from "./create-deliveries.ts";
import { createMailSender } from "./mail-sender.ts";

/** Every way by which notices leave. */
export function createSenders(deps: SenderDeps): Senders {
  return { email: createMailSender(deps), webhook: createWebhookSender(deps) };
}

export type SenderDeps = Pick<Deps, "db" | "env" | "log" | "mailer">;
