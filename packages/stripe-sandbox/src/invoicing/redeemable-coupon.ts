import type Stripe from "stripe";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { couponOptions } from "./coupon-options.ts";
import type { DiscountPlace } from "./redeem-discounts.ts";

/** The coupon, or the refusal a client gets who redeems one that is used up, over, or of another currency. */
export function requireRedeemable(world: World, id: string, place: DiscountPlace): Stored<Stripe.Coupon> {
  const param = place.param ?? "coupon";
  const coupon = world.coupons.require(id, param, 400);
  if (!isValid(coupon, place.at)) throw invalidRequest(`Coupon expired: ${id}`, { code: "coupon_expired", param });
  const isForeign =
    coupon.amount_off !== null && place.currency !== undefined && amountOffIn(world, coupon, place.currency) === null;
  if (isForeign) {
    throw invalidRequest(
      `The coupon \`${id}\` is in ${coupon.currency}, which does not match the currency ${place.currency} of what it is applied to.`,
      { param },
    );
  }
  return coupon;
}

/** What the coupon takes off in this currency; null when it has no amount in it. */
export function amountOffIn(world: World, coupon: Stored<Stripe.Coupon>, currency: string): number | null {
  if (coupon.currency === currency) return coupon.amount_off;
  return couponOptions(world, coupon.id).currency_options[currency]?.amount_off ?? null;
}

/** `valid` follows the number of redemptions and the date. */
export function refreshCoupon(world: World, id: string, at: number): void {
  const coupon = world.coupons.get(id);
  if (coupon?.valid && !isValid(coupon, at)) world.coupons.update(id, { valid: false });
}

function isValid(coupon: Stored<Stripe.Coupon>, at: number): boolean {
  const isUsedUp = coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions;
  return !isUsedUp && (coupon.redeem_by === null || at <= coupon.redeem_by);
}
