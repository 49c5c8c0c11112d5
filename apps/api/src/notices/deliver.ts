import { claimDeliveries, type DeliveryChannel, finishDelivery, postponeDelivery } from "@farebox/db/outbox";
import type { Deps } from "../deps.ts";
import { toLoggable } from "../loggable-error.ts";
import { backOffSeconds, GIVE_UP_AFTER_DAYS, LEAST_ATTEMPTS } from "./back-off.ts";
import type { DueDelivery, Sender, SendResult } from "./sender.ts";

/**
 * Sends what is due one way until nothing is. Any number of processes may do so at once, and any of them may die over any
 * delivery: its lease passes, and the next one sends the same again under the same name. Answers how many attempts were made.
 */
export async function deliverDue(deps: DeliverDeps, way: DeliveryWay): Promise<number> {
  let attempts = 0;
  while (!way.signal.aborted) {
    const due = await claimDeliveries(deps.db.service, {
      channel: way.channel,
      limit: AT_ONCE,
      leaseSeconds: LEASE_SECONDS,
    });
    if (due.length === 0) return attempts;
    await Promise.all(due.map((delivery) => deliver(deps, way, delivery)));
    attempts += due.length;
  }
  return attempts;
}

export type DeliverDeps = Pick<Deps, "db" | "log">;

export type DeliveryWay = {
  readonly channel: DeliveryChannel;
  readonly sender: Sender;
  readonly onAttempt: OnAttempt;
  readonly signal: AbortSignal;
};

/** Told of every attempt. */
export type OnAttempt = (made: {
  readonly channel: DeliveryChannel;
  readonly outcome: SendResult["outcome"];
  readonly seconds: number;
}) => void;

const AT_ONCE = 8;
/** Longer than any attempt takes; a worker that died holds up its deliveries for as long. */
const LEASE_SECONDS = 60;

async function deliver(deps: DeliverDeps, way: DeliveryWay, delivery: DueDelivery): Promise<void> {
  const { channel, onAttempt } = way;
  const startedAt = performance.now();
  const facts = { deliveryId: delivery.deliveryId, noticeId: delivery.notice.id, channel, attempt: delivery.attempt };
  const result = await way.sender.send(delivery).catch((failure: unknown): SendResult => {
    deps.log.warn({ ...facts, failure: toLoggable(failure) }, "a notice could not be sent");
    return { outcome: "retry", why: "it could not be put together" };
  });
  onAttempt({ channel, outcome: result.outcome, seconds: (performance.now() - startedAt) / 1_000 });
  try {
    const status = await record(deps, delivery, result);
    if (status === "failed") deps.log.warn({ ...facts, why: whyOf(result) }, "a notice was given up");
  } catch (failure) {
    // What it came to could not be written down: the lease passes, and it is sent again.
    deps.log.warn({ ...facts, failure: toLoggable(failure) }, "a delivery is left to its lease");
  }
}

async function record({ db }: DeliverDeps, delivery: DueDelivery, result: SendResult): Promise<string | null> {
  const lastStatus = "status" in result ? result.status : null;
  if (result.outcome !== "retry") {
    const done = { ...delivery, status: result.outcome, lastStatus: lastStatus ?? null, lastError: whyOf(result) };
    await finishDelivery(db.service, done);
    return result.outcome;
  }
  return postponeDelivery(db.service, {
    ...delivery,
    afterSeconds: result.afterSeconds ?? backOffSeconds(delivery.attempt, Math.random()),
    giveUpAfterDays: GIVE_UP_AFTER_DAYS,
    leastAttempts: LEAST_ATTEMPTS,
    isWayClosed: result.isWayClosed ?? false,
    lastStatus: lastStatus ?? null,
    lastError: result.why,
  });
}

function whyOf(result: SendResult): string | null {
  return result.outcome === "delivered" ? null : result.why;
}
