import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
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
  const underWay = new Set<Promise<void>>();
  let attempts = 0;
  while (!way.signal.aborted) {
    const limit = AT_ONCE[way.channel] - underWay.size;
    const due =
      limit === 0 ? [] : await claimDeliveries(deps.db.service, { ...way, limit, leaseSeconds: LEASE_SECONDS });
    for (const delivery of due) {
      const sending = deliver(deps, way, delivery).finally(() => underWay.delete(sending));
      underWay.add(sending);
    }
    attempts += due.length;
    if (underWay.size === 0) break;
    // A slow one takes its own place only: others are claimed as places become free, and as they become due.
    if (due.length === 0) await Promise.race([...underWay, wait(LOOK_AGAIN_MS, undefined, { ref: false })]);
  }
  // Whoever stops finishes what was begun, unless nobody waits for it: then it finishes by itself.
  await Promise.race([Promise.all(underWay), ...(way.isLeftAtSignal === true ? [aborted(way.signal)] : [])]);
  return attempts;
}

export type DeliverDeps = Pick<Deps, "db" | "log">;

export type DeliveryWay = {
  readonly channel: DeliveryChannel;
  readonly sender: Sender;
  readonly onAttempt: OnAttempt;
  /** No further delivery is begun. */
  readonly signal: AbortSignal;
  /** What is under way then is not waited for either. */
  readonly isLeftAtSignal?: boolean;
};

function aborted(signal: AbortSignal): Promise<unknown> {
  return signal.aborted ? Promise.resolve() : once(signal, "abort");
}

/** Told of every attempt. */
export type OnAttempt = (made: {
  readonly channel: DeliveryChannel;
  readonly outcome: SendResult["outcome"];
  readonly seconds: number;
}) => void;

/** One server takes all mail; of endpoints each is a place of its own, and any of them may be slow. */
const AT_ONCE = { email: 8, webhook: 64 } as const satisfies Record<DeliveryChannel, number>;
const LOOK_AGAIN_MS = 500;
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
    if (status === "failed") deps.log.error({ ...facts, why: whyOf(result) }, "a notice was given up");
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
