import type { Instant } from "@farebox/billing-core";
import { closePlanChange, type StoredPlanChange } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { beginPlanChange, findPlanChange, isFor, type RequestedPlan } from "./begin-plan-change.ts";
import { type ChosenPlan, choosePlan } from "./choose-plan.ts";
import { ensureCustomer } from "./ensure-customer.ts";
import { getSubscription, type Subscription } from "./get-subscription.ts";
import { movePlan } from "./move-plan.ts";
import { closePlanCheckout, openPlanCheckout } from "./open-plan-checkout.ts";
import { type PlanStanding, readPlanStanding } from "./plan-standing.ts";
import { isFresh, prorationTime } from "./proration-time.ts";
import type { Reader } from "./reader.ts";
import { isRefusal, type Refusal, refuse, refuseFields } from "./refusal.ts";
import { refuseSuspended } from "./refuse-suspended.ts";
import { readReturnAddress } from "./return-address.ts";

type SubscribeDeps = Pick<Deps, "db" | "env" | "ledger" | "log" | "provider">;

/**
 * Puts a business on a plan: by the provider's page when it has none, at once when it is more than what it has, at the end of
 * what was paid for when it is less. Asked again with the same key it answers how things stand.
 */
export async function subscribe(deps: SubscribeDeps, asked: AskedSubscription): Promise<Subscribed | Refusal> {
  const { businessId } = asked;
  const returnTo = readReturnAddress({ publicUrl: deps.env.publicUrl, given: asked.returnUrl, businessId });
  if (isRefusal(returnTo)) return returnTo;
  const known = await findPlanChange(deps, asked);
  if (isRefusal(known)) return known;
  if (known !== null && known.status !== "open")
    return answer(deps, asked, { change: known, url: null, isReplay: true });
  const suspended = await refuseSuspended(deps, businessId);
  if (suspended !== null) return suspended;
  const customerId = await ensureCustomer(deps, asked);
  if (isRefusal(customerId)) return customerId;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const done = await changeOnce(deps, { ...asked, customerId, returnTo, known });
    if (done === "look again") continue;
    return isRefusal(done) ? done : answer(deps, asked, { ...done, isReplay: known !== null });
  }
  return refuse({ code: "provider_unavailable", retryAfterSeconds: 1 });
}

export type AskedSubscription = RequestedPlan & {
  readonly reader: Reader;
  /** When the preview that was agreed to was made; null: nobody saw one. */
  readonly previewedAt: Instant | null;
  readonly returnUrl: string | undefined;
  readonly requestedBy: string | null;
  readonly email: string | null;
};

export type Subscribed = {
  readonly action: ChosenPlan["action"];
  /** Where a person pays; null when nothing is left to do. */
  readonly checkoutUrl: string | null;
  readonly subscription: Subscription;
  readonly isReplay: boolean;
};

/** Two tabs, each closing the other's page, come to an end after a few. */
const MOST_ROUNDS = 4;

type Begun = AskedSubscription & { customerId: string; returnTo: URL; known: StoredPlanChange | null };
type Done = { readonly change: StoredPlanChange; readonly url: string | null };

async function changeOnce(deps: SubscribeDeps, asked: Begun): Promise<Done | Refusal | "look again"> {
  const { businessId, customerId, known } = asked;
  const standing = await readPlanStanding(deps, { businessId, customerId });
  if (isRefusal(standing)) return standing;
  const chosen = await choosePlan(deps, { standing, ...asked });
  if (isRefusal(chosen)) return orDoneAlready(deps, asked, chosen);
  if (known !== null && (known.action === "create") !== (chosen.action === "create")) {
    // Nobody agreed under this key to what choosing the plan means by now.
    await closePlanChange(deps.db.service, { businessId, id: known.id, status: "over" });
    return refuse({ code: "already_subscribed" });
  }
  const change = known ?? (await begin(deps, asked, { standing, chosen }));
  if (isRefusal(change)) return change;
  const paying = { change, customerId, priceId: chosen.price.priceId };
  if (!isFor(change, asked)) return (await closeOther(deps, { paying, standing })) ?? "look again";
  if (chosen.action !== "create") return movePlan(deps, { change, chosen, standing });
  const checkout = await openPlanCheckout(deps, paying);
  if (isRefusal(checkout)) return checkout;
  return checkout.status === "open" ? { change, url: checkout.url } : over(known);
}

/**
 * Being on the plan is no refusal for the key that led there: another request with it was quicker, or the first one was cut
 * off from telling.
 */
async function orDoneAlready(deps: SubscribeDeps, asked: Begun, refusal: Refusal): Promise<Done | Refusal> {
  if (refusal.error.code !== "already_on_plan") return refusal;
  const known = asked.known ?? (await findPlanChange(deps, asked));
  if (known === null || isRefusal(known)) return known ?? refusal;
  await closePlanChange(deps.db.service, { businessId: asked.businessId, id: known.id, status: "done" });
  return { change: known, url: null };
}

/** A page of this very key that nobody paid in time is over for good; another tab's is followed by a new one. */
function over(known: StoredPlanChange | null): Done | "look again" {
  return known === null ? "look again" : { change: known, url: null };
}

async function begin(
  deps: SubscribeDeps,
  asked: Begun,
  { standing, chosen }: { standing: PlanStanding; chosen: ChosenPlan },
): Promise<StoredPlanChange | Refusal> {
  const { previewedAt } = asked;
  if (previewedAt !== null && !isFresh(previewedAt, standing.now))
    return refuseFields([{ path: "previewedAt", code: "too_old", message: "is too long ago: preview it again" }]);
  const proratedAt = prorationTime(standing, previewedAt ?? standing.now);
  return beginPlanChange(deps, { ...asked, action: chosen.action, proratedAt });
}

/** The page of another tab that wants another plan is closed, by the price of that plan. */
async function closeOther(
  deps: SubscribeDeps,
  { paying, standing }: { paying: Parameters<typeof closePlanCheckout>[1]; standing: PlanStanding },
): Promise<Refusal | null> {
  const { planKey, interval } = paying.change;
  const other = await choosePlan(deps, { standing, planKey, interval });
  return isRefusal(other) ? other : closePlanCheckout(deps, { ...paying, priceId: other.price.priceId });
}

async function answer(
  deps: SubscribeDeps,
  { reader, businessId }: AskedSubscription,
  { change, url, isReplay }: Done & { readonly isReplay: boolean },
): Promise<Subscribed | Refusal> {
  const subscription = await getSubscription(deps, { reader, businessId });
  if (isRefusal(subscription)) return subscription;
  return { action: change.action, checkoutUrl: url, subscription, isReplay };
}
