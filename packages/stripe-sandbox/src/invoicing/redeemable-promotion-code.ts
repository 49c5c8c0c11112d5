import type Stripe from "stripe";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import type { DiscountPlace } from "./redeem-discounts.ts";

/**
 * The promotion code's coupon, with the redemption counted; or the refusal its restrictions call for.
 * Source: https://docs.stripe.com/billing/subscriptions/coupons#promotion-codes
 */
export function requirePromotionCode(world: World, id: string, place: DiscountPlace): { id: string; coupon: string } {
  const param = place.param ?? "promotion_code";
  const code = world.promotion_codes.require(id, param, 400);
  const refuse = (message: string) => invalidRequest(message, { param });
  if (!code.active || (code.expires_at !== null && place.at > code.expires_at)) {
    throw refuse("This promotion code cannot be redeemed because it is no longer active.");
  }
  if (code.customer !== null && code.customer !== place.customer) {
    throw refuse("This promotion code cannot be redeemed because the associated customer does not match.");
  }
  if (code.restrictions.first_time_transaction && hasPaidBefore(world, place.customer)) {
    throw refuse("This promotion code cannot be redeemed because the associated customer has prior transactions.");
  }
  if (isBelowMinimum(code, place)) {
    throw refuse("This promotion code cannot be redeemed because the amount is below its minimum.");
  }
  const coupon = code.promotion.coupon;
  if (coupon === null) throw refuse("This promotion code has no coupon.");
  const timesRedeemed = code.times_redeemed + 1;
  const isUsedUp = code.max_redemptions !== null && timesRedeemed >= code.max_redemptions;
  world.promotion_codes.update(id, { times_redeemed: timesRedeemed, active: !isUsedUp });
  return { id, coupon };
}

function isBelowMinimum({ restrictions }: Stored<Stripe.PromotionCode>, place: DiscountPlace): boolean {
  if (place.amount == null || place.currency === undefined) return false;
  const minimum =
    restrictions.minimum_amount_currency === place.currency
      ? restrictions.minimum_amount
      : (restrictions.currency_options?.[place.currency]?.minimum_amount ?? null);
  return minimum !== null && place.amount < minimum;
}

function hasPaidBefore(world: World, customer: string | null): boolean {
  if (customer === null) return false;
  const hasPaidInvoice = world.invoices
    .all()
    .some((each) => each.customer === customer && each.status === "paid" && each.amount_paid > 0);
  return hasPaidInvoice || world.charges.all().some((charge) => charge.customer === customer && charge.paid);
}
