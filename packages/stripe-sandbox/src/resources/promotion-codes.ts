import type Stripe from "stripe";
import { now } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";
import { amount, currency } from "../parameters/money.ts";
import { boolean, enumeration, integer, string, timestamp } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import { hashOf, object, type Parsed } from "../parameters/structures.ts";
import { randomText } from "../store/ids.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";

type PromotionCode = Stored<Stripe.PromotionCode>;

const currencyOptions = hashOf(object({ minimum_amount: required(amount(1)) }));

const createParameters = {
  promotion: required(object({ type: required(enumeration(["coupon"])), coupon: required(string()) })),
  active: boolean(),
  code: string({ maximumLength: 500 }),
  customer: string(),
  expires_at: timestamp(),
  max_redemptions: integer({ minimum: 1 }),
  metadata: metadata(),
  restrictions: object({
    currency_options: currencyOptions,
    first_time_transaction: boolean(),
    minimum_amount: amount(1),
    minimum_amount_currency: currency(),
  }),
};

export const promotionCodeRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/promotion_codes",
    parameters: createParameters,
    handle: ({ world, parameters }) => createPromotionCode(world, parameters),
  }),
  route({
    method: "GET",
    path: "/v1/promotion_codes",
    parameters: {
      ...pageParameters,
      active: boolean(),
      code: string(),
      coupon: string(),
      created: range(),
      customer: string(),
    },
    handle: ({ world, parameters }) =>
      pageOf(world.promotion_codes, parameters, {
        url: "/v1/promotion_codes",
        matches: (each) =>
          isInRange(each.created, parameters.created) &&
          (parameters.active === undefined || each.active === parameters.active) &&
          (parameters.code === undefined || each.code.toLowerCase() === parameters.code.toLowerCase()) &&
          (parameters.coupon === undefined || each.promotion.coupon === parameters.coupon) &&
          (parameters.customer === undefined || each.customer === parameters.customer),
      }),
  }),
  route({
    method: "GET",
    path: "/v1/promotion_codes/:id",
    parameters: {},
    handle: ({ world, path }) => world.promotion_codes.require(path.id),
  }),
  route({
    method: "POST",
    path: "/v1/promotion_codes/:id",
    parameters: {
      active: boolean(),
      metadata: metadata(),
      restrictions: object({ currency_options: currencyOptions }),
    },
    handle: ({ world, path, parameters }) => {
      const before = world.promotion_codes.require(path.id);
      const added = parameters.restrictions?.currency_options;
      const after = world.promotion_codes.update(before.id, {
        metadata: mergeMetadata(before.metadata ?? {}, parameters.metadata),
        ...(parameters.active === undefined ? {} : { active: parameters.active }),
        ...(added === undefined
          ? {}
          : {
              restrictions: {
                ...before.restrictions,
                currency_options: { ...before.restrictions.currency_options, ...added },
              },
            }),
      });
      emit(world, "promotion_code.updated", after, before);
      return after;
    },
  }),
];

export const promotionCodeExpandable: Expandable = {
  promotion_code: { customer: byId("customers"), "promotion.coupon": byId("coupons") },
  discount: {
    customer: byId("customers"),
    promotion_code: byId("promotion_codes"),
    "source.coupon": byId("coupons"),
  },
};

function createPromotionCode(world: World, given: Parsed<typeof createParameters>): PromotionCode {
  const coupon = world.coupons.require(given.promotion.coupon, "promotion[coupon]", 400);
  if (!coupon.valid) {
    throw invalidRequest("This coupon has been used up or is over; it cannot get promotion codes.", {
      param: "promotion[coupon]",
    });
  }
  if (given.customer !== undefined) world.customers.require(given.customer, "customer", 400);
  const code = given.code ?? randomText(8).toUpperCase();
  if (world.promotion_codes.all().some((each) => each.active && each.code.toLowerCase() === code.toLowerCase())) {
    throw invalidRequest("An active promotion code with this code already exists.", {
      code: "resource_already_exists",
      param: "code",
    });
  }
  const { restrictions } = given;
  const promotionCode = {
    id: world.promotion_codes.newId(),
    object: "promotion_code",
    active: given.active ?? true,
    code,
    created: now(world),
    customer: given.customer ?? null,
    customer_account: null,
    expires_at: given.expires_at ?? null,
    livemode: false,
    max_redemptions: given.max_redemptions ?? null,
    metadata: mergeMetadata({}, given.metadata),
    promotion: { coupon: coupon.id, type: "coupon" },
    restrictions: {
      ...(restrictions?.currency_options === undefined
        ? {}
        : { currency_options: { ...restrictions.currency_options } }),
      first_time_transaction: restrictions?.first_time_transaction ?? false,
      minimum_amount: restrictions?.minimum_amount ?? null,
      minimum_amount_currency: restrictions?.minimum_amount_currency ?? null,
    },
    times_redeemed: 0,
  } satisfies PromotionCode;
  world.promotion_codes.insert(promotionCode);
  emit(world, "promotion_code.created", promotionCode);
  return promotionCode;
}
