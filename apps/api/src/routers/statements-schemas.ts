import { ENTRY_KINDS } from "@farebox/billing-core";
import { z } from "zod";
import { businessIdField, cursorField, limitField } from "../trpc/fields.ts";
import { moneyAnswer } from "./money-schemas.ts";
import { instantAnswer, tokensAnswer } from "./wire-fields.ts";

const monthField = z
  .string()
  .regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/, "must be a month such as 2025-03")
  .describe("A month of the business's zone, such as `2025-03`");

export const statementInput = z.strictObject({ businessId: businessIdField, month: monthField });

export const listStatementsInput = z
  .strictObject({
    businessId: businessIdField,
    cursor: cursorField.optional(),
    limit: limitField,
    direction: z.literal("forward").optional(),
  })
  .prefault({});

const headShape = {
  month: z.string(),
  from: instantAnswer,
  to: instantAnswer.describe("Not included"),
  isFinal: z.boolean().describe("False while the month goes on"),
  asOf: instantAnswer.describe("Until when it tells: the end of the month, or now"),
  opening: tokensAnswer,
  closing: tokensAnswer.describe("Opening and every movement"),
};

const statementHead = z.strictObject(headShape);
export type StatementHeadAnswer = z.infer<typeof statementHead>;

export const listStatementsAnswer = z.strictObject({
  timeZone: z.string(),
  items: z.array(statementHead),
  nextCursor: z.string().nullable(),
});

export const statementAnswer = z.strictObject({
  ...headShape,
  businessId: z.guid(),
  businessName: z.string(),
  timeZone: z.string(),
  movements: z.array(
    z.strictObject({
      kind: z.enum(ENTRY_KINDS),
      entries: z.int(),
      amount: tokensAnswer.describe("Signed; debt that was settled moves from one place to another and adds up to 0"),
    }),
  ),
  usage: z.array(
    z.strictObject({
      service: z.string(),
      events: z.int(),
      quantity: z.int(),
      charged: tokensAnswer,
      returned: tokensAnswer.describe("By corrections made in this month, whenever the use was"),
      netCharged: tokensAnswer,
    }),
  ),
  payments: z.array(
    z.strictObject({
      recordedAt: instantAnswer,
      kind: z.enum(["payment", "refund", "dispute"]),
      description: z.string(),
      reference: z.string(),
      amount: moneyAnswer.describe("Without tax; negative where it went back"),
    }),
  ),
  entries: z
    .strictObject({ first: z.int(), last: z.int() })
    .nullable()
    .describe("Its part of the ledger; null when nothing moved"),
});
export type StatementAnswer = z.infer<typeof statementAnswer>;
