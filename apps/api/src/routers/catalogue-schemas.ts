import { z } from "zod";
import { businessIdField } from "../trpc/fields.ts";
import { instantAnswer, tokensAnswer } from "./wire-fields.ts";

export const catalogueInput = z.strictObject({ businessId: businessIdField }).optional();

/** A list that is always answered whole. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), nextCursor: z.null() });
}

const money = z.strictObject({ amount: z.int().describe("In minor units"), currency: z.string() });

export const planAnswer = z.strictObject({
  key: z.string(),
  name: z.string(),
  price: money.nullable().describe("Of a month; null is agreed case by case"),
  yearlyPrice: money.nullable().describe("Of a year, with its tokens every month; null is not sold by the year"),
  intervals: z.array(z.enum(["month", "year"])),
  tokens: tokensAnswer.nullable().describe("A month; null is agreed case by case"),
  tokensOnce: tokensAnswer,
  features: z.array(z.string()),
  entitlements: z.strictObject({
    agents: z.int().nullable().describe("Null is unlimited"),
    concurrentCalls: z.int().nullable().describe("Null is unlimited"),
  }),
});

export const packageAnswer = z.strictObject({
  key: z.string(),
  name: z.string(),
  tokens: tokensAnswer,
  bonus: tokensAnswer.describe("On top"),
  total: tokensAnswer,
  price: money,
  centsPerToken: z.number().describe("Minor units of the price for one token, to three decimals"),
});

export const ratesAnswer = z.strictObject({
  version: z.int(),
  validFrom: instantAnswer,
  rates: z.array(
    z.strictObject({
      service: z.string(),
      tokens: tokensAnswer,
      per: z.int(),
      unit: z.string(),
      initialIncrement: z.int(),
      nextIncrement: z.int(),
      minimum: tokensAnswer,
      connectFee: tokensAnswer,
      freeUnits: z.int(),
    }),
  ),
});

export const SUBSCRIPTION_STATUSES = [
  "none",
  "incomplete",
  "incomplete_expired",
  "trialing",
  "active",
  "past_due",
  "unpaid",
  "canceled",
  "paused",
] as const;
