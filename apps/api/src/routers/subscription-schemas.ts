import { z } from "zod";
import { businessIdField, instantField, keyField } from "../trpc/fields.ts";
import { CANCEL_REASONS } from "../use-cases/payment-provider.ts";
import { planAnswer, SUBSCRIPTION_STATUSES } from "./catalogue-schemas.ts";
import { moneyAnswer, returnUrlField, urlAnswer } from "./money-schemas.ts";
import { instantAnswer, tokensAnswer } from "./wire-fields.ts";

const interval = z.enum(["month", "year"]);
const planField = z.string().min(1).max(100);

export const previewInput = z.strictObject({
  businessId: businessIdField,
  plan: planField,
  interval: interval.default("month"),
});

export const subscribeInput = z.strictObject({
  ...previewInput.shape,
  key: keyField.describe("Unique for this change, for ever: the header Idempotency-Key"),
  previewedAt: instantField.optional().describe("Of the preview that was agreed to: what it said is what is charged"),
  returnUrl: returnUrlField,
});

export const cancelInput = z
  .strictObject({
    businessId: businessIdField,
    at: z.enum(["period_end", "now"]).default("period_end"),
    reason: z.enum(CANCEL_REASONS).optional().describe("Kept with the subscription at the payment provider"),
  })
  .prefault({});

export const subscriptionAnswer = z.strictObject({
  plan: planAnswer,
  status: z.enum(SUBSCRIPTION_STATUSES),
  interval: interval.nullable(),
  currentPeriod: z.strictObject({ start: instantAnswer, end: instantAnswer }).nullable(),
  cancelsAt: instantAnswer.nullable(),
  pending: z
    .strictObject({ plan: z.string(), interval, at: instantAnswer })
    .nullable()
    .describe("What it becomes by itself"),
  agreement: z
    .strictObject({
      id: z.guid(),
      plan: z.string(),
      name: z.string(),
      interval,
      price: moneyAnswer,
      tokensMonthly: tokensAnswer,
      overdraftLimit: tokensAnswer,
      concurrentCallsLimit: z.int().nullable(),
      startsAt: instantAnswer,
      endsAt: instantAnswer.nullable(),
    })
    .nullable()
    .describe("What was agreed with this business instead of a plan of the catalogue"),
});

const action = z.enum(["create", "pay", "upgrade", "downgrade", "resume"]);

export const previewAnswer = z.strictObject({
  action,
  plan: z.string(),
  interval,
  previewedAt: instantAnswer,
  money: z.strictObject({
    dueNow: moneyAnswer,
    tax: moneyAnswer,
    lines: z.array(
      z.strictObject({
        description: z.string(),
        amount: moneyAnswer,
        start: instantAnswer,
        end: instantAnswer,
        isProration: z.boolean(),
      }),
    ),
    next: z.strictObject({ amount: moneyAnswer, at: instantAnswer }).describe("The payment after this one"),
  }),
  tokens: z.strictObject({
    now: tokensAnswer.describe("Come at once"),
    monthly: tokensAnswer,
    from: instantAnswer.describe("When the first of these months begins"),
  }),
});

export const subscribeAnswer = z.strictObject({
  action,
  checkoutUrl: urlAnswer.optional(),
  subscription: subscriptionAnswer,
});

export const changedAnswer = z.strictObject({ subscription: subscriptionAnswer });
