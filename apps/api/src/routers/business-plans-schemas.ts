import { z } from "zod";
import { businessIdField, idField, instantField, labelField } from "../trpc/fields.ts";
import { instantAnswer, serviceField, tokensAnswer, tokensOrNoneField } from "./wire-fields.ts";

const MOST_RATES = 100;
const LARGEST_PRICE = 99_999_999;

const units = z.int().min(1).max(86_400);
const interval = z.enum(["month", "year"]);
const planKey = z
  .string()
  .max(63)
  .regex(/^[a-z][a-z0-9_]*$/, "must be a word");

const rate = z.strictObject({
  service: serviceField,
  tokens: tokensOrNoneField.describe("Price of `per` units"),
  per: units.default(1),
  initialIncrement: units.default(1),
  nextIncrement: units.default(1),
  minimum: tokensOrNoneField.default(0),
  connectFee: tokensOrNoneField.default(0),
  freeUnits: z.int().min(0).max(1_000_000_000).default(0),
});

export const agreeInput = z.strictObject({
  businessId: businessIdField,
  id: idField.describe("Yours: asking again with it makes nothing twice"),
  planKey: planKey.default("enterprise").describe("The plan of the catalogue that it is a version of"),
  name: labelField,
  interval,
  price: z.strictObject({
    amount: z.int().min(0).max(LARGEST_PRICE).describe("In minor units, for the whole interval"),
    currency: z.string().regex(/^[a-z]{3}$/, "must be a currency in small letters, such as usd"),
  }),
  tokens: tokensOrNoneField.describe("Each month"),
  overdraftLimit: tokensOrNoneField.default(0).describe("How far new work may go into debt"),
  concurrentCalls: z.int().min(0).max(1_000_000).nullable().default(null).describe("Null is unlimited"),
  rates: z
    .array(rate)
    .max(MOST_RATES)
    .default([])
    .describe("Its own prices; other services cost what they cost everybody"),
  startsAt: instantField.optional().describe("Now, when left out"),
  endsAt: instantField.optional().describe("Never, when left out"),
});

export const endInput = z.strictObject({
  businessId: businessIdField,
  id: idField,
  endsAt: instantField.optional().describe("Now, when left out"),
});

export const listInput = z.strictObject({ businessId: businessIdField }).optional();

export const businessPlanAnswer = z.strictObject({
  id: z.guid(),
  businessId: z.guid(),
  planKey: z.string(),
  name: z.string(),
  interval,
  price: z.strictObject({ amount: z.int(), currency: z.string() }),
  tokens: tokensAnswer,
  overdraftLimit: tokensAnswer,
  concurrentCalls: z.int().nullable(),
  hasOwnRates: z.boolean(),
  startsAt: instantAnswer,
  endsAt: instantAnswer.nullable(),
});

export const catalogueReportAnswer = z.strictObject({
  steps: z.array(z.string()).describe("What the payment provider lacked, in words"),
  problems: z.array(z.string()),
  inversions: z
    .array(z.strictObject({ packageKey: z.string(), planKey: z.string() }))
    .describe("Packages that sell tokens for less than a plan does"),
});

export const acknowledgeInput = z.strictObject({ packageKeys: z.array(planKey).min(1).max(100) });
