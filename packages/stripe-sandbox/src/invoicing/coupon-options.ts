import type { World } from "../store/world.ts";

/** What a coupon has and shows only when it is expanded; the id is the coupon's. */
export interface CouponOptions {
  readonly id: string;
  readonly applies_to: { readonly products: string[] } | null;
  readonly currency_options: { readonly [currency: string]: { readonly amount_off: number } };
}

/** Those of a deleted coupon stay, for the discounts it gave. */
export function couponOptions(world: World, coupon: string): CouponOptions {
  return world.coupon_options.get(coupon) ?? { id: coupon, applies_to: null, currency_options: {} };
}
