import { asServiceInTransaction, insertNotice } from "@farebox/db";
import { type EndpointName, readSigning, recordAttempt } from "@farebox/db/webhooks";
import type { Deps } from "../deps.ts";
import { newId } from "../new-id.ts";
import { backOffSeconds } from "../notices/back-off.ts";
import { toWireNotice } from "../notices/notice-wire.ts";
import type { DueDelivery, Sender, SendResult } from "../notices/sender.ts";
import { oldestKeptId } from "./oldest-kept-id.ts";
import { isOfTheWay, PROBLEMS } from "./request-problem.ts";
import { readRetryAfter } from "./retry-after.ts";
import { openSecret } from "./seal-secret.ts";
import { type SendSettings, type Sent, sendMessage } from "./send-message.ts";

/** Notices as signed requests to a business's own endpoints, with every attempt in their log. */
export function createWebhookSender(deps: WebhookSenderDeps, settings: Omit<SendSettings, "opened"> = {}): Sender {
  return { send: (delivery) => send(deps, { ...settings, opened: deps.env.webhooks.opened }, delivery) };
}

export type WebhookSenderDeps = Pick<Deps, "db" | "env" | "log">;

async function send(deps: WebhookSenderDeps, settings: SendSettings, delivery: DueDelivery): Promise<SendResult> {
  const owner = { businessId: delivery.businessId, endpointId: delivery.recipient };
  const endpoint = await readSigning(deps.db.service, owner);
  if (endpoint === null) return { outcome: "dropped", why: "the endpoint was removed" };
  // What was on its way when it was turned off waits for its being turned on again, as long as for one that is down.
  if (endpoint.isDisabled) return { outcome: "retry", why: "the endpoint is turned off", isWayClosed: true };
  const { id, ...message } = toWireNotice(delivery.notice);
  const sent = await sendMessage(settings, {
    url: endpoint.url,
    messageId: id,
    body: JSON.stringify({ id, ...message, businessId: owner.businessId }),
    secrets: openSecrets(deps, owner, endpoint.sealedSecrets),
  });
  await record(deps, { delivery, owner, type: message.type, sent });
  return toResult(delivery, sent);
}

/** Those that can be opened, the current one first; none when the key they were sealed with is not known any more. */
export function openSecrets(
  { env, log }: Pick<Deps, "env" | "log">,
  owner: EndpointName,
  sealed: readonly Buffer[],
): readonly string[] {
  const keys = env.webhooks.sealingKeys;
  const opened = sealed.map((each) => openSecret(each, { keys, owner }));
  if (opened.includes(null)) log.error(owner, "a webhook secret was sealed with a key that is not known");
  return opened.filter((secret) => secret !== null);
}

type Made = {
  readonly delivery: DueDelivery;
  readonly owner: EndpointName;
  readonly type: string;
  readonly sent: Sent;
};

/** Into the log, and what it means for the endpoint; that it was turned off is told in the same transaction. */
async function record({ db, log }: WebhookSenderDeps, { delivery, owner, type, sent }: Made): Promise<void> {
  const { businessId, endpointId } = owner;
  await asServiceInTransaction(db.servicePool, async (sql) => {
    const id = newId();
    const recorded = await recordAttempt(sql, {
      ...owner,
      ...sent,
      id,
      deliveryId: delivery.deliveryId,
      messageId: delivery.notice.id,
      type,
      isGone: sent.status === GONE,
      failingDays: FAILING_DAYS,
      leastFailures: LEAST_FAILURES,
      removeBeforeId: oldestKeptId(Date.now()),
    });
    const reason = recorded?.disabledNow ?? null;
    if (recorded === null || reason === null) return;
    log.warn({ ...owner, reason }, "a webhook endpoint was turned off");
    const notice = {
      id: newId(),
      dedupeKey: `webhook_endpoint_disabled:${id}`,
      kind: "webhook_endpoint_disabled",
      payload: { endpointId, url: recorded.url, reason, lastStatus: sent.status },
      channels: null,
      occurredAt: recorded.attemptedAt.getTime(),
    } as const;
    await insertNotice(sql, { businessId, notice });
  });
}

function toResult({ attempt }: DueDelivery, { status, problem, retryAfter }: Sent): SendResult {
  const answered = status === null ? {} : { status };
  if (problem === null) return { outcome: "delivered", ...answered };
  const why = problem === "not_a_success" ? `the answer was ${status}` : PROBLEMS[problem];
  if (status === GONE) return { outcome: "failed", why, ...answered };
  const asked = status === 429 || status === 503 ? readRetryAfter(retryAfter, Date.now()) : null;
  return {
    outcome: "retry",
    why,
    ...answered,
    ...(asked !== null && { afterSeconds: boundAsked(asked, attempt) }),
    isWayClosed: isOfTheWay(problem),
  };
}

/** Sooner than we would have come ourselves is a favour that is granted a few times, not a loop for days. */
function boundAsked(askedSeconds: number, attempt: number): number {
  return attempt <= EARLY_RETRIES ? askedSeconds : Math.max(askedSeconds, backOffSeconds(attempt, 0));
}

const GONE = 410;
/** So long by money time, and so often, nothing must have got through before an endpoint is turned off. */
const FAILING_DAYS = 5;
const LEAST_FAILURES = 6;
const EARLY_RETRIES = 5;
