import { HOUR_MS, localDay, type TopUpDecision } from "@farebox/billing-core";
import {
  listTopUpCandidates,
  openPurchase,
  openTopUpAttempt,
  readPurchase,
  type StoredPurchase,
  type StoredTopUp,
  saveTopUpRule,
  settleTopUpAttempts,
} from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { toLoggable } from "../loggable-error.ts";
import { newId } from "../new-id.ts";
import { failPurchase } from "./fail-purchase.ts";
import type { CardCharge } from "./payment-provider.ts";
import { isRefusal, type Refusal } from "./refusal.ts";
import { refuseSuspended } from "./refuse-suspended.ts";
import { tellBillingChanged } from "./tell-billing-changed.ts";
import { tellTopUpPaused } from "./tell-top-up-paused.ts";
import { keepTopUpCard } from "./top-up-card.ts";
import { decideTopUp, readTopUpStanding, type TopUpStanding } from "./top-up-standing.ts";

export type TopUpDeps = Pick<Deps, "db" | "live" | "log" | "provider">;

/**
 * Buys a business's package when its rule says so now. One attempt at a time, whoever looks and however many: it is written
 * down before the card is charged, under a key of its own, and one that was cut off is taken up again. Tokens come with the
 * payment's fact. Answers whether anything was done.
 */
export async function runTopUp(deps: TopUpDeps, businessId: string): Promise<boolean> {
  const standing = await readTopUpStanding(deps, businessId);
  if (isRefusal(standing) || standing.stored === null) return false;
  const { stored } = standing;
  const open = stored.attempts.find(({ status }) => status === "open");
  if (open !== undefined) return resume(deps, { businessId, standing, attempt: open });
  if (stored.waitsForRise) return endWaiting(deps, { businessId, standing, stored });
  const decision = decideTopUp(standing);
  if (!decision.attempt) await tellLimit(deps, { businessId, standing, stored, decision });
  if (!decision.attempt || (await refuseSuspended(deps, businessId)) !== null) return false;
  const [attemptId, purchaseId] = [newId(), newId()];
  const opened = await openTopUpAttempt(deps.db.service, {
    businessId,
    attemptId,
    purchaseId,
    ruleVersion: stored.version,
  });
  const purchase = opened === null ? null : await readPurchase(deps.db.service, { businessId, id: purchaseId });
  if (purchase === null) return false;
  return charge(deps, { purchase, attemptId });
}

/** A limit that a person set, or that we keep for them, is in the way: told once for the time it is. */
async function tellLimit({ db }: TopUpDeps, { businessId, standing, stored, decision }: AtLimit): Promise<void> {
  const { now, timeZone } = standing;
  const { why, until } = decision;
  if (why !== "monthly_cap" && why !== "daily_limit") return;
  const reason = why === "daily_limit" ? "too_many_today" : why;
  await tellTopUpPaused(db.service, {
    businessId,
    cause: `${reason}:${until ?? localDay(now, timeZone).slice(0, 7)}`,
    now,
    purchaseId: null,
    packageKey: stored.rule.packageKey,
    reason,
    declineCode: null,
    pausedUntil: until,
    isTurnedOff: false,
  });
}

type AtLimit = {
  readonly businessId: string;
  readonly standing: TopUpStanding;
  readonly stored: StoredTopUp;
  readonly decision: Extract<TopUpDecision, { readonly attempt: false }>;
};

/** Every business with a rule that is on. Answers how many were charged; one that fails holds no other up. */
export async function runTopUps(deps: TopUpDeps): Promise<number> {
  let done = 0;
  let afterId: string | null = null;
  do {
    const page: readonly string[] = await listTopUpCandidates(deps.db.service, { afterId, limit: PAGE });
    for (const businessId of page) {
      try {
        if (await runTopUp(deps, businessId)) done += 1;
      } catch (failure) {
        deps.log.error({ businessId, failure: toLoggable(failure) }, "an automatic top-up could not be run");
      }
    }
    afterId = page.length < PAGE ? null : (page.at(-1) ?? null);
  } while (afterId !== null);
  return done;
}

const PAGE = 500;

type Attempt = StoredTopUp["attempts"][number];

/**
 * Cut off before the provider was heard: it is asked the same again, as long as it remembers and the person still wants it.
 * Otherwise the payment's fact, or the end of its day, says what became of it.
 */
async function resume(
  deps: TopUpDeps,
  { businessId, standing, attempt }: { businessId: string; standing: TopUpStanding; attempt: Attempt },
): Promise<boolean> {
  const purchase = await readPurchase(deps.db.service, { businessId, id: attempt.purchaseId });
  if (purchase?.status === "paid") return settleTopUpAttempts(deps.db.service, businessId);
  if (purchase === null || purchase.status !== "created") return false;
  if (standing.now - attempt.createdAt > PROVIDER_REMEMBERS_MS) {
    await failPurchase(deps, { purchase, isDeclined: false, failureCode: "given_up" });
    return true;
  }
  const isWanted = standing.stored?.rule.enabled === true && !standing.stored.waitsForRise;
  if (!isWanted || (await refuseSuspended(deps, businessId)) !== null) return false;
  return charge(deps, { purchase, attemptId: attempt.id });
}

const PROVIDER_REMEMBERS_MS = 23 * HOUR_MS;

/** Who turned it on while below, and did not want to pay at once, waits for the next time the balance falls. */
async function endWaiting(
  { db }: TopUpDeps,
  { businessId, standing, stored }: { businessId: string; standing: TopUpStanding; stored: StoredTopUp },
): Promise<boolean> {
  const { rule, version } = stored;
  if (standing.total < rule.below) return false;
  return saveTopUpRule(db.service, { businessId, rule, version, waitsForRise: false });
}

type Charged = { readonly purchase: StoredPurchase; readonly attemptId: string };

async function charge(deps: TopUpDeps, { purchase, attemptId }: Charged): Promise<boolean> {
  const { businessId, id } = purchase;
  const charged = await chargeCard(deps, { purchase, attemptId });
  if (isRefusal(charged)) {
    const { error } = charged;
    if (error.code === "provider_unavailable" || mayHavePaid(error)) return false;
    const isDeclined = error.code === "card_declined";
    await failPurchase(deps, { purchase, isDeclined, failureCode: isDeclined ? error.declineCode : error.code });
  } else if (charged.state === "succeeded" || charged.state === "processing") {
    const opened = { checkoutSessionId: null, checkoutUrl: null, paymentIntentId: charged.paymentIntentId };
    await openPurchase(deps.db.service, { businessId, id, status: "processing", ...opened });
  } else {
    // With nobody there to confirm, a question of the bank is a no.
    await deps.provider.cancelCharge(charged.paymentIntentId);
    await failPurchase(deps, { purchase, isDeclined: true, failureCode: charged.declineCode });
  }
  const state = isRefusal(charged) ? charged.error.code : charged.state;
  deps.log.info({ businessId, purchaseId: id, state }, "an automatic top-up charged the saved card");
  await tellBillingChanged(deps, businessId);
  return true;
}

/** Its key stands for another request, which may have gone through: only the fact can tell. */
function mayHavePaid(error: Refusal["error"]): boolean {
  return error.code === "provider_refused" && error.reason === "idempotency_error";
}

async function chargeCard(deps: TopUpDeps, { purchase, attemptId }: Charged): Promise<CardCharge | Refusal> {
  const { businessId, id: purchaseId, price, packageKey } = purchase;
  const kept = await keepTopUpCard(deps, { businessId, attemptId, purchaseId });
  if (isRefusal(kept)) return kept;
  return deps.provider.chargeCard({
    ...kept,
    businessId,
    purchaseId,
    price,
    description: `Tokens, automatically: ${packageKey}`,
    returnUrl: null,
    idempotencyKey: `top_up:${attemptId}`,
  });
}
