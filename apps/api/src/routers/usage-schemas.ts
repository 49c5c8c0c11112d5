import { z } from "zod";
import { ERROR_TABLE, type ErrorCode } from "../http/error-table.ts";
import {
  businessIdField,
  cursorField,
  idField,
  instantField,
  keyField,
  labelField,
  limitField,
} from "../trpc/fields.ts";
import { capAnswer } from "./caps-schemas.ts";
import {
  instantAnswer,
  metadataAnswer,
  quantityField,
  reasonField,
  serviceField,
  tokensAnswer,
} from "./wire-fields.ts";

const MOST_METADATA_BYTES = 1024;

/** Small and the caller's own: shown on the receipt, never looked at. */
const metadataField = z.record(z.string(), z.json()).superRefine((metadata, context) => {
  if (Buffer.byteLength(JSON.stringify(metadata)) <= MOST_METADATA_BYTES) return;
  context.addIssue({ code: "custom", message: "must be at most 1 KiB as JSON", params: { isTooLarge: true } });
});

const usageEvent = z.strictObject({
  key: keyField.describe("Unique for this event, for ever: sent again it is answered again and charged once"),
  service: serviceField,
  quantity: quantityField.describe("In the base unit of the service's rate: seconds, messages, requests"),
  occurredAt: instantField.optional().describe("When it happened: prices it. Left out: now"),
  agentId: labelField.optional(),
  ref: labelField.optional().describe("The caller's own id, such as a call SID"),
  metadata: metadataField.optional(),
  allowOverdraft: z
    .boolean()
    .optional()
    .describe("The work already happened: book it whatever the balance is. Needs `admin`"),
  businessId: businessIdField,
});

export const recordUsageInput = z.strictObject({
  businessId: businessIdField,
  events: z.array(usageEvent).min(1).max(1_000),
});

const errorCode = z.enum(Object.keys(ERROR_TABLE) as [ErrorCode, ...ErrorCode[]]);

const usageResult = z.strictObject({
  key: z.string(),
  outcome: z.enum(["recorded", "replayed", "refused", "review"]),
  id: z.guid().optional().describe("Of the transaction, or of the review"),
  charged: tokensAnswer,
  balanceAfter: tokensAnswer.optional(),
  reason: errorCode.optional().describe("Why it was refused; its details stand beside it"),
  message: z.string().optional(),
  retryable: z
    .boolean()
    .optional()
    .describe("True when it was not decided while others were; then send the event again with its key"),
  field: z.string().optional(),
  available: tokensAnswer.optional(),
  debt: tokensAnswer.optional(),
  required: tokensAnswer.optional(),
  shortBy: tokensAnswer.optional(),
  floor: tokensAnswer.optional(),
  service: z.string().optional(),
  known: z.array(z.string()).optional(),
  suspendedBecause: z.string().optional(),
});
export type UsageResult = z.infer<typeof usageResult>;

export const recordUsageAnswer = z.strictObject({ results: z.array(usageResult) });

export const authorizeUsageInput = z.strictObject({
  businessId: businessIdField,
  service: serviceField,
  quantity: quantityField
    .optional()
    .describe("Asks for the price of this much; a call needs the least that may start one, whatever its quantity"),
  agentId: labelField.optional().describe("Whose caps count for a call, besides the business's own"),
});

/** The same facts as beside the command's error, by the reason. */
const refusalDetails = z.strictObject({
  available: tokensAnswer.optional(),
  debt: tokensAnswer.optional(),
  required: tokensAnswer.optional(),
  shortBy: tokensAnswer.optional(),
  floor: tokensAnswer.optional(),
  cap: capAnswer.optional(),
  used: tokensAnswer.optional(),
  resetsAt: instantAnswer.optional(),
  limit: z.int().optional(),
  service: z.string().optional(),
  known: z.array(z.string()).optional(),
  reason: z.string().optional().describe("Why the business is suspended"),
});

export const authorizeUsageAnswer = z.strictObject({
  allowed: z.boolean(),
  reason: errorCode.optional(),
  details: refusalDetails.optional(),
  available: tokensAnswer,
  debt: tokensAnswer,
  required: tokensAnswer.optional(),
  affordable: z.int().describe("The greatest quantity that could be paid now: of a call the seconds, at most 24 hours"),
  fix: z
    .array(z.enum(["add_tokens", "contact_support", "choose_known_service", "raise_cap", "end_a_call"]))
    .describe("What would make a no a yes"),
});
export type AuthorizationAnswer = z.infer<typeof authorizeUsageAnswer>;

const usageLine = z.strictObject({
  id: z.guid(),
  service: z.string(),
  quantity: z.int(),
  charged: tokensAnswer,
  balanceAfter: tokensAnswer,
  occurredAt: instantAnswer,
  recordedAt: instantAnswer,
});

export const correctUsageInput = z.strictObject({
  businessId: businessIdField,
  id: idField.describe("The usage line: the id of its transaction"),
  reason: reasonField,
  replacement: z
    .strictObject({ service: serviceField, quantity: quantityField })
    .optional()
    .describe("What should have been reported"),
});

export const correctUsageAnswer = z.strictObject({
  outcome: z.enum(["corrected", "replayed"]),
  id: z.guid(),
  lineId: z.guid(),
  reason: z.string(),
  returned: tokensAnswer,
  balanceAfter: tokensAnswer,
  recordedAt: instantAnswer,
  replacement: usageLine.nullable(),
});

const REVIEW_STATUSES = ["pending", "accepted", "rejected"] as const;

export const listReviewsInput = z
  .strictObject({
    businessId: businessIdField,
    status: z.enum(REVIEW_STATUSES).default("pending"),
    cursor: cursorField.optional(),
    limit: limitField,
    direction: z.literal("forward").optional(),
  })
  .prefault({});

const review = z.strictObject({
  id: z.guid(),
  key: z.string(),
  service: z.string(),
  quantity: z.int(),
  occurredAt: instantAnswer,
  recordedAt: instantAnswer,
  agentId: z.string().nullable(),
  ref: z.string().nullable(),
  metadata: metadataAnswer.nullable(),
  status: z.enum(REVIEW_STATUSES),
  resolvedAt: instantAnswer.nullable(),
  lineId: z.guid().nullable(),
  note: z.string().nullable(),
});

export const listReviewsAnswer = z.strictObject({ items: z.array(review), nextCursor: z.string().nullable() });

const noteField = z.string().min(1).max(1_000).optional();

export const resolveReviewInput = z.strictObject({ businessId: businessIdField, id: idField, note: noteField });

export const decideReviewInput = z.strictObject({
  businessId: businessIdField,
  id: idField,
  decision: z.enum(["accept", "reject"]),
  note: noteField,
});

export const resolveReviewAnswer = z.strictObject({
  outcome: z.enum(["accepted", "rejected", "replayed"]),
  review,
  line: usageLine.nullable(),
});
