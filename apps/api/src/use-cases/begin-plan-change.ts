import type { Instant } from "@farebox/billing-core";
import { asServiceInTransaction } from "@farebox/db";
import {
  insertRequestOnce,
  openPlanChange,
  readPlanChange,
  readRequest,
  type StoredPlanChange,
} from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { newId } from "../new-id.ts";
import type { AskedPlan } from "./preview-subscription.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** What the first request of a change said, whoever asks now: the provider is asked the same again. */
export type PlanTerms = { readonly returnTo: URL; readonly proratedAt: Instant };

export type RequestedPlan = AskedPlan & { readonly requestKey: string };

/** What a key stands for already; null when it is new. Another plan under the same key is refused. */
export async function findPlanChange(
  { db }: Pick<Deps, "db">,
  { businessId, requestKey, planKey, interval }: RequestedPlan,
): Promise<StoredPlanChange | Refusal | null> {
  const known = await readRequest(db.service, { businessId, scope: "subscribe", requestKey });
  if (known === null) return null;
  if (known.asked["plan"] !== planKey) return refuse({ code: "idempotency_mismatch", key: requestKey, field: "plan" });
  if (known.asked["interval"] !== interval)
    return refuse({ code: "idempotency_mismatch", key: requestKey, field: "interval" });
  const change = await readPlanChange(db.service, { businessId, id: known.subjectId });
  if (change === null) throw new Error("a request key stands for a change of plan that is not there");
  return change;
}

/**
 * Writes down what is wanted, or finds the first subscription that another tab has begun. Its key means it for ever, unless
 * the other tab wants another plan: then nothing is written, and the other one's page has to be closed first.
 */
export function beginPlanChange(
  { db }: Pick<Deps, "db">,
  asked: RequestedPlan &
    PlanTerms & { readonly action: StoredPlanChange["action"]; readonly requestedBy: string | null },
): Promise<StoredPlanChange> {
  const { businessId, requestKey, planKey, interval } = asked;
  return asServiceInTransaction(db.servicePool, async (sql) => {
    const change = await openPlanChange(sql, {
      businessId,
      id: newId(),
      requestKey,
      planKey,
      interval,
      action: asked.action,
      requestedBy: asked.requestedBy,
    });
    if (!isFor(change, asked)) return change;
    await insertRequestOnce(sql, {
      businessId,
      scope: "subscribe",
      requestKey,
      subjectId: change.id,
      asked: {
        plan: planKey,
        interval,
        returnUrl: asked.returnTo.href,
        proratedAt: new Date(asked.proratedAt).toISOString(),
      },
    });
    return change;
  });
}

export function isFor(change: StoredPlanChange, { planKey, interval }: AskedPlan): boolean {
  return change.planKey === planKey && change.interval === interval;
}

export async function termsOf({ db }: Pick<Deps, "db">, change: StoredPlanChange): Promise<PlanTerms> {
  const { businessId, requestKey } = change;
  const first = await readRequest(db.service, { businessId, scope: "subscribe", requestKey });
  if (first === null) throw new Error("a change of plan without the request that began it");
  return {
    returnTo: new URL(first.asked["returnUrl"] ?? ""),
    proratedAt: Date.parse(first.asked["proratedAt"] ?? ""),
  };
}
