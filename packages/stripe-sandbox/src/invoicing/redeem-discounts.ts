import type Stripe from "stripe";
import { discountEnd } from "../billing/discounts.ts";
import { emit } from "../events/emit.ts";
import { string } from "../parameters/scalars.ts";
import { list, object } from "../parameters/structures.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { refreshCoupon, requireRedeemable } from "./redeemable-coupon.ts";
import { requirePromotionCode } from "./redeemable-promotion-code.ts";

/** `discounts` as every resource takes it: coupons and promotion codes to redeem, or discounts to keep. */
export const discountsParameter = () =>
  list(object({ coupon: string(), discount: string(), promotion_code: string() }), { maximum: 20 });

export interface DiscountAsked {
  readonly coupon?: string | undefined;
  readonly discount?: string | undefined;
  readonly promotion_code?: string | undefined;
}

/** What the discounts are put on. */
export interface DiscountPlace {
  readonly customer: string | null;
  readonly subscription?: string | null;
  readonly subscriptionItem?: string | null;
  readonly invoice?: string | null;
  readonly invoiceItem?: string | null;
  readonly checkoutSession?: string | null;
  readonly at: number;
  /** The amount a promotion code's minimum is compared with; null where none is known yet. */
  readonly amount?: number | null;
  readonly currency?: string;
  /** The name the parameter has in the request. */
  readonly param?: string;
}

/** Redeems each and returns the discounts' ids, in order; each redemption is counted and told. */
export function redeemDiscounts(world: World, asked: readonly DiscountAsked[], place: DiscountPlace): string[] {
  return asked.map((each, index) => {
    const param = `${place.param ?? "discounts"}[${index}]`;
    if (each.discount !== undefined) return world.discounts.require(each.discount, `${param}[discount]`, 400).id;
    if (each.promotion_code !== undefined) {
      const { coupon, id } = requirePromotionCode(world, each.promotion_code, {
        ...place,
        param: `${param}[promotion_code]`,
      });
      return insertDiscount(world, coupon, id, place);
    }
    if (each.coupon !== undefined)
      return insertDiscount(world, each.coupon, null, { ...place, param: `${param}[coupon]` });
    throw invalidRequest("You must pass one of `coupon`, `discount` or `promotion_code`.", { param });
  });
}

function insertDiscount(world: World, couponId: string, promotionCode: string | null, place: DiscountPlace): string {
  const coupon = requireRedeemable(world, couponId, place);
  const discount = {
    id: world.discounts.newId(),
    object: "discount",
    checkout_session: place.checkoutSession ?? null,
    customer: place.customer,
    customer_account: null,
    end: discountEnd(place.at, coupon.duration, coupon.duration_in_months),
    invoice: place.invoice ?? null,
    invoice_item: place.invoiceItem ?? null,
    promotion_code: promotionCode,
    source: { coupon: coupon.id, type: "coupon" },
    start: place.at,
    subscription: place.subscription ?? null,
    subscription_item: place.subscriptionItem ?? null,
  } satisfies Stored<Stripe.Discount>;
  world.discounts.insert(discount);
  world.coupons.update(coupon.id, { times_redeemed: coupon.times_redeemed + 1 });
  refreshCoupon(world, coupon.id, place.at);
  if (place.customer !== null) emit(world, "customer.discount.created", discount);
  return discount.id;
}

/** Takes a discount off whatever carried it. */
export function removeDiscount(world: World, id: string): Stored<Stripe.DeletedDiscount> {
  const { end: _end, deleted: _deleted, ...discount } = world.discounts.require(id);
  world.discounts.delete(id);
  if (discount.customer !== null) emit(world, "customer.discount.deleted", { ...discount, end: _end });
  return { ...discount, deleted: true };
}
