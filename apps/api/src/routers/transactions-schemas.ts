import { z } from "zod";
import {
  businessIdField,
  cursorField,
  idField,
  instantField,
  labelField,
  limitField,
  timeZoneField,
} from "../trpc/fields.ts";
import { callAnswer } from "./call-story.ts";
import {
  grantSource,
  instantAnswer,
  metadataAnswer,
  serviceField,
  tokensAnswer,
  tokensOrNoneField,
} from "./wire-fields.ts";

const TRANSACTION_TYPES = [
  "trial",
  "plan",
  "purchase",
  "bonus",
  "promotion",
  "adjustment",
  "usage",
  "correction",
  "expiry",
  "refund",
  "dispute",
  "top_up",
] as const;

const STATUSES = ["settled", "corrected", "no_charge", "abandoned"] as const;

const lineFilters = {
  businessId: businessIdField,
  service: serviceField.optional(),
  agentId: labelField.optional(),
  from: instantField.optional().describe("When it happened; included"),
  to: instantField.optional().describe("When it happened; not included"),
  status: z.enum(STATUSES).optional(),
  leastTokens: tokensOrNoneField.optional().describe("It moved so many tokens or more, whichever way"),
  mostTokens: tokensOrNoneField.optional().describe("It moved so many tokens or fewer, whichever way"),
  q: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe("An id, key, call id or invoice number in full, or part of a reference, reason or note"),
};

/** What the list, and the files of it, are filtered by. */
const transactionFilters = { ...lineFilters, type: z.enum(TRANSACTION_TYPES).optional() };

const inZone = { timeZone: timeZoneField.optional().describe("Of the times written; left out, the business's own") };
const bom = z.enum(["0", "1"]).default("0").describe("1: begin with a byte order mark, for spreadsheets");

export const exportTransactionsInput = z.strictObject({ ...transactionFilters, ...inZone }).prefault({});
export const transactionsCsvInput = z.strictObject({ ...transactionFilters, ...inZone, bom }).prefault({});
export const exportUsageInput = z.strictObject({ ...lineFilters, ...inZone }).prefault({});
export const usageCsvInput = z.strictObject({ ...lineFilters, ...inZone, bom }).prefault({});

export const listTransactionsInput = z
  .strictObject({
    ...transactionFilters,
    cursor: cursorField.optional(),
    limit: limitField,
    direction: z.literal("forward").optional(),
  })
  .prefault({});

const transactionShape = {
  id: z.guid(),
  seq: z.int(),
  type: z.enum(TRANSACTION_TYPES),
  amount: tokensAnswer.describe("Signed"),
  balanceAfter: tokensAnswer,
  occurredAt: instantAnswer,
  recordedAt: instantAnswer,
  service: z.string().optional(),
  quantity: z.int().optional(),
  agentId: z.string().optional(),
  ref: z.string().optional(),
  key: z.string().optional(),
  reason: z.string().optional(),
  grants: z.array(z.strictObject({ grantId: z.guid(), amount: tokensAnswer })),
  status: z
    .enum(STATUSES)
    .describe(
      "`corrected`: a usage line that was reversed later. `no_charge`: use that cost nothing. `abandoned`: a call that fell silent, charged for what it last reported",
    ),
  call: callAnswer.optional().describe("Of a line that a call ended as, and of its correction"),
};

const transaction = z.strictObject(transactionShape);
export type TransactionAnswer = z.infer<typeof transaction>;

export const listTransactionsAnswer = z.strictObject({
  items: z.array(transaction),
  nextCursor: z.string().nullable(),
});

export const getTransactionInput = z.strictObject({ businessId: businessIdField, id: idField });

const calculation = z.strictObject({
  quantity: z.int(),
  unit: z.string(),
  billed: z.int().describe("Quantity after increments"),
  freeUnits: z.int(),
  paidUnits: z.int(),
  rate: z.strictObject({ tokens: tokensAnswer, per: z.int() }),
  initialIncrement: z.int(),
  nextIncrement: z.int(),
  connectFee: tokensAnswer,
  minimum: tokensAnswer,
  isMinimumApplied: z.boolean().describe("Whether the price without a minimum would have been less"),
  charged: tokensAnswer,
  formula: z
    .string()
    .describe("The same in one line: `61 second × 2 / 60 = 2.033334`, then the minimum where that is more"),
});

const leg = z.strictObject({
  order: z.int().describe("From 1, in the order it was taken or returned"),
  kind: z.string(),
  amount: tokensAnswer,
  grantId: z.guid().nullable().describe("Null is debt, or a use that cost nothing"),
  source: grantSource.nullable(),
  balanceAfter: tokensAnswer,
});

export const transactionReceipt = z.strictObject({
  ...transactionShape,
  balanceBefore: tokensAnswer,
  legs: z.array(leg),
  metadata: metadataAnswer.nullable(),
  rate: z.strictObject({ cardId: z.guid(), version: z.int() }).nullable(),
  calculation: calculation.nullable().describe("How the charge came about; null for what is not usage"),
  grant: z
    .strictObject({
      id: z.guid(),
      source: grantSource,
      original: tokensAnswer,
      remaining: tokensAnswer,
      effectiveAt: instantAnswer,
      expiresAt: instantAnswer.nullable(),
    })
    .nullable()
    .describe("The grant that arrived, lapsed or repaid debt"),
  correctedBy: z.guid().nullable().describe("The correction that reversed this line"),
  corrects: z.guid().nullable().describe("The line that this correction reversed"),
  replaces: z.guid().nullable().describe("The corrected line that this line stands in for"),
  replacedBy: z.guid().nullable().describe("The line that stands in for the corrected one"),
});
