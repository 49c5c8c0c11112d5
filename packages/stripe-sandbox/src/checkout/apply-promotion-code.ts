import { nowOfCustomer } from "../clock/now.ts";
import type { World } from "../store/world.ts";
import type { CheckoutSession } from "./create-session.ts";
import { discounted, dueToday } from "./line-items.ts";
import { requireOpen } from "./pay-session.ts";

/** A code the customer typed on the page, or none to take it off again; null when there is no such code. */
export function applyPromotionCode(world: World, id: string, code: string | null): CheckoutSession | null {
  const session = requireOpen(world, id);
  const plan = world.checkout_plans.require(id);
  const now = nowOfCustomer(world, session.customer);
  const found = code === null ? null : world.promotion_codes.where((each) => isMeant(each, code, now))[0];
  if (found === undefined) return null;
  const items = discounted(world, plan.lineItems, found?.promotion.coupon ?? null, now);
  const hasTrial = plan.subscription.trial_end !== undefined || plan.subscription.trial_period_days !== undefined;
  const due = dueToday(items, hasTrial);
  world.checkout_plans.update(id, { lineItems: items });
  return world.checkout_sessions.update(id, {
    amount_subtotal: due.subtotal,
    amount_total: due.total,
    discounts: found === null ? [] : [{ coupon: null, promotion_code: found.id }],
    payment_status: due.total === 0 ? "no_payment_required" : "unpaid",
    total_details: { amount_discount: due.discount, amount_shipping: 0, amount_tax: 0 },
  });
}

function isMeant(
  each: { code: string; active: boolean; expires_at: number | null },
  code: string,
  now: number,
): boolean {
  const isRunning = each.active && (each.expires_at === null || each.expires_at > now);
  return isRunning && each.code.toLowerCase() === code.trim().toLowerCase();
}
