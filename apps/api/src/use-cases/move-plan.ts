import { closePlanChange, type StoredPlanChange } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { termsOf } from "./begin-plan-change.ts";
import type { ChosenPlan } from "./choose-plan.ts";
import type { ProviderSubscription } from "./payment-provider.ts";
import type { PlanStanding } from "./plan-standing.ts";
import { refreshSubscription } from "./refresh-subscription.ts";
import { isRefusal, type Refusal, refuse } from "./refusal.ts";

type MoveDeps = Pick<Deps, "db" | "ledger" | "log" | "provider">;
type Moved = { readonly change: StoredPlanChange; readonly url: string | null };

/** Changes the subscription there is. What an upgrade costs is paid first: unpaid it moves nothing. */
export async function movePlan(
  deps: MoveDeps,
  { change, chosen, standing }: { change: StoredPlanChange; chosen: ChosenPlan; standing: PlanStanding },
): Promise<Moved | Refusal> {
  const { running } = standing;
  if (running === null) throw new Error("a subscription that is not there cannot change");
  if (chosen.action === "pay") return { change, url: running.payUrl };
  const { businessId, id } = change;
  const refusal = await move(deps, { change, chosen, running });
  // Only what asks a person may still go on; anything else begins anew with a new key.
  if (refusal !== null && refusal.error.code === "card_declined")
    await closePlanChange(deps.db.service, { businessId, id, status: "over" });
  if (refusal !== null) return refusal;
  await refreshSubscription(deps, { businessId, subscriptionId: running.id });
  await closePlanChange(deps.db.service, { businessId, id, status: "done" });
  return { change, url: null };
}

type Move = { change: StoredPlanChange; chosen: ChosenPlan; running: ProviderSubscription };

async function move(deps: MoveDeps, { change, chosen, running: subscription }: Move): Promise<Refusal | null> {
  const idempotencyKey = `subscribe:${change.businessId}:${change.requestKey}`;
  const { priceId } = chosen.price;
  if (chosen.action === "resume") return deps.provider.keepAsIs(subscription);
  if (chosen.action === "downgrade") return deps.provider.scheduleChange({ subscription, priceId, idempotencyKey });
  const { proratedAt } = await termsOf(deps, change);
  const payment = await deps.provider.upgrade({ subscription, priceId, idempotencyKey, proratedAt });
  if (isRefusal(payment)) return payment;
  switch (payment.state) {
    case "paid":
      return null;
    case "declined":
      return refuse({ code: "card_declined", declineCode: payment.declineCode });
    case "action_required":
      return refuse({ code: "payment_action_required", url: payment.url, paymentIntentId: null });
  }
}
