import type Stripe from "stripe";
import { now } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { type CouponOptions, couponOptions } from "../invoicing/coupon-options.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";
import { amount, currency } from "../parameters/money.ts";
import { decimal, enumeration, integer, string, timestamp } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import { hashOf, list, object, type Parsed } from "../parameters/structures.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import type { Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";

type Coupon = Stored<Stripe.Coupon>;

const currencyOptions = hashOf(object({ amount_off: required(amount(1)) }));

const createParameters = {
  amount_off: amount(1),
  applies_to: object({ products: list(string()) }),
  currency: currency(),
  currency_options: currencyOptions,
  duration: enumeration(["forever", "once", "repeating"]),
  duration_in_months: integer({ minimum: 1 }),
  id: string({ maximumLength: 500 }),
  max_redemptions: integer({ minimum: 1 }),
  metadata: metadata(),
  name: string({ maximumLength: 40 }),
  percent_off: decimal(2),
  redeem_by: timestamp(),
};

export const couponRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/coupons",
    parameters: createParameters,
    handle: ({ world, parameters }) => createCoupon(world, parameters),
  }),
  route({
    method: "GET",
    path: "/v1/coupons",
    parameters: { ...pageParameters, created: range() },
    handle: ({ world, parameters }) =>
      pageOf(world.coupons, parameters, {
        url: "/v1/coupons",
        matches: (coupon) => isInRange(coupon.created, parameters.created),
      }),
  }),
  route({
    method: "GET",
    path: "/v1/coupons/:coupon",
    parameters: {},
    handle: ({ world, path }) => world.coupons.require(path.coupon, "coupon"),
  }),
  route({
    method: "POST",
    path: "/v1/coupons/:coupon",
    parameters: { currency_options: currencyOptions, metadata: metadata(), name: string({ maximumLength: 40 }) },
    handle: ({ world, path, parameters }) => {
      const before = world.coupons.require(path.coupon, "coupon");
      const after = world.coupons.update(before.id, {
        metadata: mergeMetadata(before.metadata ?? {}, parameters.metadata),
        ...(parameters.name === undefined ? {} : { name: parameters.name }),
      });
      const options = couponOptions(world, before.id);
      const { currency_options: added = {} } = parameters;
      writeOptions(world, { ...options, currency_options: { ...options.currency_options, ...added } });
      emit(world, "coupon.updated", after, before);
      return after;
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/coupons/:coupon",
    parameters: {},
    handle: ({ world, path }) => {
      const coupon = world.coupons.require(path.coupon, "coupon");
      // Discounts it gave go on: https://docs.stripe.com/api/coupons/delete
      world.retired_coupons.insert(coupon);
      world.coupons.delete(coupon.id);
      emit(world, "coupon.deleted", coupon);
      return { id: coupon.id, object: "coupon", deleted: true } satisfies Stored<Stripe.DeletedCoupon>;
    },
  }),
];

export const couponExpandable: Expandable = {
  coupon: {
    applies_to: (world, coupon) => couponOptions(world, coupon.id ?? "").applies_to,
    currency_options: (world, coupon) => couponOptions(world, coupon.id ?? "").currency_options,
  },
};

function writeOptions(world: World, options: CouponOptions): void {
  if (world.coupon_options.get(options.id) === undefined) world.coupon_options.insert(options);
  else world.coupon_options.update(options.id, options);
}

function createCoupon(world: World, given: Parsed<typeof createParameters>): Coupon {
  const percentOff = checkTerms(world, given);
  const coupon = {
    id: given.id ?? world.coupons.newId().split("_").at(-1)?.slice(0, 8).toUpperCase() ?? "",
    object: "coupon",
    amount_off: given.amount_off ?? null,
    created: now(world),
    currency: given.currency ?? null,
    duration: given.duration ?? "once",
    duration_in_months: given.duration_in_months ?? null,
    livemode: false,
    max_redemptions: given.max_redemptions ?? null,
    metadata: mergeMetadata({}, given.metadata),
    name: given.name ?? null,
    percent_off: percentOff,
    redeem_by: given.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  } satisfies Coupon;
  world.coupons.insert(coupon);
  writeOptions(world, {
    id: coupon.id,
    applies_to: given.applies_to === undefined ? null : { products: given.applies_to.products ?? [] },
    currency_options: given.currency_options ?? {},
  });
  emit(world, "coupon.created", coupon);
  return coupon;
}

/** Refuses terms that contradict each other; returns the percentage as a number. */
function checkTerms(world: World, given: Parsed<typeof createParameters>): number | null {
  if (given.id !== undefined && (world.coupons.get(given.id) !== undefined || world.coupons.isDeleted(given.id))) {
    throw invalidRequest("Coupon already exists.", { code: "resource_already_exists", param: "id" });
  }
  if ((given.percent_off === undefined) === (given.amount_off === undefined)) {
    throw invalidRequest("You must provide either percent_off or amount_off, but not both.", { param: "percent_off" });
  }
  if (given.amount_off !== undefined && given.currency === undefined) {
    throw invalidRequest("You must pass currency when passing amount_off.", {
      code: "parameter_missing",
      param: "currency",
    });
  }
  if ((given.duration === "repeating") !== (given.duration_in_months !== undefined)) {
    throw invalidRequest("You must set duration_in_months when duration is `repeating`, and only then.", {
      param: "duration_in_months",
    });
  }
  if (given.redeem_by !== undefined && given.redeem_by <= now(world)) {
    throw invalidRequest("redeem_by must be in the future.", { param: "redeem_by" });
  }
  for (const [index, product] of (given.applies_to?.products ?? []).entries()) {
    world.products.require(product, `applies_to[products][${index}]`, 400);
  }
  const percentOff = given.percent_off === undefined ? null : Number(given.percent_off);
  if (percentOff !== null && (percentOff <= 0 || percentOff > 100)) {
    throw invalidRequest("percent_off must be greater than 0 and at most 100.", { param: "percent_off" });
  }
  return percentOff;
}
