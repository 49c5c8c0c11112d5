import { nowOfCustomer } from "../clock/now.ts";
import { redeemDiscounts } from "../invoicing/redeem-discounts.ts";
import type { Parsed } from "../parameters/structures.ts";
import type { World } from "../store/world.ts";
import { insertAddedItems } from "./added-invoice-items.ts";
import { applyChange } from "./apply-change.ts";
import { changedFields } from "./changed-fields.ts";
import { changedItemRows } from "./changed-item-rows.ts";
import { checkChange } from "./check-change.ts";
import { collectNow } from "./collect-subscription-invoice.ts";
import { invoiceChange } from "./invoice-change.ts";
import { keepPendingChange } from "./pending-change.ts";
import { type ChangePlan, planSubscriptionChange, sameInterval } from "./plan-subscription-change.ts";
import { draftSubscriptionInvoice } from "./subscription-invoice.ts";
import type { updateShape } from "./subscription-parameters.ts";
import { isTrialAt, type Subscription, type SubscriptionItem } from "./write-subscription.ts";

export type ChangeGiven = Parsed<typeof updateShape>;

/** Changes a subscription, with its prorations, and bills at once what must be. */
export function changeSubscription(world: World, id: string, given: ChangeGiven): Subscription {
  const before = world.subscriptions.require(id, "subscription");
  checkChange(before, given, nowOfCustomer(world, before.customer));
  const plan = planFor(world, before, given);
  if (given.payment_behavior === "pending_if_incomplete" && plan.invoicesNow)
    return changeWhenPaid(world, before, { plan, given });
  const applied = applyChange(world, plan);
  insertAddedItems(world, applied, given.add_invoice_items ?? [], nowOfCustomer(world, before.customer));
  return invoiceChange(world, { before, given, plan });
}

export interface PlannedUpdate extends ChangePlan {
  /** Whether the change is billed now rather than with the next invoice. */
  readonly invoicesNow: boolean;
}

/** The plan of an update, and of the preview of one. */
export function planFor(world: World, before: Subscription, given: ChangeGiven): PlannedUpdate {
  const now = nowOfCustomer(world, before.customer);
  const items = changedItemRows(world, before, given.items ?? [], now);
  const moves = movesPeriod(before, { given, items, now });
  const place = { customer: before.customer, subscription: before.id, at: now, currency: before.currency };
  const discounts =
    given.discounts === undefined ? before.discounts : redeemDiscounts(world, given.discounts ?? [], place);
  const keepsDiscounts = given.discounts?.length === 0;
  const fields = {
    ...changedFields(world, before, given, { now, moves, items }),
    discounts: keepsDiscounts ? before.discounts : discounts,
  };
  const plan = planSubscriptionChange(world, before, {
    fields,
    items,
    startsPeriod: moves,
    prorates: given.proration_behavior !== "none",
    now,
    prorationDate: given.proration_date ?? now,
  });
  const hasProrations = plan.prorations.length > 0 || (given.add_invoice_items ?? []).length > 0;
  return { ...plan, invoicesNow: moves || (given.proration_behavior === "always_invoice" && hasProrations) };
}

/**
 * Whether billing begins anew now. Flexible mode does so only when asked; classic mode also when the interval changes or
 * the first price that costs something comes.
 * Source: https://docs.stripe.com/billing/subscriptions/billing-mode/compare (Reset the billing cycle anchor)
 */
function movesPeriod(
  before: Subscription,
  { given, items, now }: { given: ChangeGiven; items: readonly SubscriptionItem[]; now: number },
): boolean {
  if (given.billing_cycle_anchor?.type === "now") return true;
  const wasTrial = isTrialAt(before, now);
  if (given.trial_end === "now") return wasTrial;
  if (given.trial_end !== undefined) return given.trial_end !== before.trial_end;
  if (before.billing_mode.type !== "classic" || wasTrial) return false;
  const known = new Map(before.items.data.map((item) => [item.id, item]));
  const changesInterval = items.some((item) => {
    const old = known.get(item.id) ?? before.items.data[0];
    return old !== undefined && !sameInterval(old, item);
  });
  const isFree = (each: readonly SubscriptionItem[]) => each.every(({ price }) => (price.unit_amount ?? 1) === 0);
  return changesInterval || (isFree(before.items.data) && !isFree(items));
}

/** Nothing changes until the invoice of the change is paid. */
function changeWhenPaid(
  world: World,
  before: Subscription,
  { plan, given }: { plan: PlannedUpdate; given: ChangeGiven },
): Subscription {
  const lines = [...plan.prorations, ...plan.periodLines];
  const invoice = draftSubscriptionInvoice(world, before, { billingReason: "subscription_update", lines });
  keepPendingChange(world, plan, invoice.id);
  const current = world.subscriptions.require(before.id);
  collectNow(world, current, invoice.id, {
    behavior: "allow_incomplete",
    isOffSession: given.off_session ?? false,
    isRetried: false,
  });
  return world.subscriptions.require(before.id);
}
