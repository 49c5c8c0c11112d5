import type { DiscountTerms } from "../billing/discounts.ts";
import type { World } from "../store/world.ts";
import { couponOptions } from "./coupon-options.ts";
import { amountOffIn } from "./redeemable-coupon.ts";

/** The terms of those discounts that still run at `at`, in order; a coupon deleted since keeps the discounts it gave. */
export function runningDiscounts(
  world: World,
  ids: readonly string[],
  { at, currency }: { at: number; currency: string },
): DiscountTerms[] {
  return ids.flatMap((id) => {
    const discount = world.discounts.get(id);
    const coupon = discount?.source.coupon == null ? undefined : couponOf(world, discount.source.coupon);
    if (discount === undefined || coupon === undefined || (discount.end !== null && at >= discount.end)) return [];
    return [
      {
        id,
        percentOff: coupon.percent_off,
        amountOff: coupon.percent_off === null ? (amountOffIn(world, coupon, currency) ?? 0) : null,
        appliesToProducts: couponOptions(world, coupon.id).applies_to?.products ?? null,
      },
    ];
  });
}

function couponOf(world: World, id: string) {
  return world.coupons.get(id) ?? world.retired_coupons.get(id);
}

/** Discounts that one invoice uses up. */
export function isUsedOnce(world: World, id: string): boolean {
  const couponId = world.discounts.get(id)?.source.coupon;
  return couponId != null && couponOf(world, couponId)?.duration === "once";
}
