import { insertProviderEventOnce } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { parseEvent } from "./parse-event.ts";
import { isSelfTest } from "./self-test.ts";
import { verifySignature } from "./verify-signature.ts";

/**
 * Takes a delivery: proves that the provider signed these bytes, files the event by its id, and wakes whoever works on it.
 * Nothing else happens here, so that the provider has its answer in milliseconds whatever the event will take. A database
 * that is away throws: the provider sends the event again.
 */
export async function receiveWebhook(
  deps: Pick<Deps, "db" | "inbox" | "log" | "stripe">,
  delivery: { readonly body: Buffer; readonly signature: string | undefined },
): Promise<Received> {
  const nowMs = Date.now();
  const problem = verifySignature({
    header: delivery.signature,
    body: delivery.body,
    secrets: deps.stripe.webhookSecrets,
    nowSeconds: Math.floor(nowMs / 1_000),
  });
  if (problem !== null) {
    deps.log.warn({ problem, bytes: delivery.body.length }, HINTS[problem]);
    return "invalid_signature";
  }
  const event = parseEvent(delivery.body, nowMs);
  if (event === null) {
    deps.log.error({ bytes: delivery.body.length }, "a signed webhook delivery is not an event");
    return "not_an_event";
  }
  if (isSelfTest(event)) return "filed";
  const isNew = await insertProviderEventOnce(deps.db.service, event);
  if (isNew) deps.inbox.wake();
  return isNew ? "filed" : "known";
}

export type Received = "filed" | "known" | "invalid_signature" | "not_an_event";

const HINTS = {
  missing: "a webhook delivery came without a signature",
  malformed: "a webhook delivery came with a signature that cannot be read",
  not_ours: "a webhook delivery is signed with none of our secrets, or its body was changed on the way",
  too_old: "a webhook delivery was signed too long ago, or this host's clock is ahead",
  from_the_future: "a webhook delivery is signed in the future: this host's clock is behind",
} as const;
