import { HOLD_STATUSES } from "@farebox/billing-core";
import { z } from "zod";
import { businessIdField, cursorField, idField, keyField, labelField, limitField } from "../trpc/fields.ts";
import { instantAnswer, reasonField, serviceField, tokensAnswer } from "./wire-fields.ts";

/** Which durations are possible depends on the call: the decision refuses the others, with the state of the hold. */
const elapsedField = z
  .int()
  .describe("Whole seconds since the call began, of the whole call: 0 … 86,400, never falling");

export const openHoldInput = z.strictObject({
  businessId: businessIdField,
  callId: keyField.describe("The caller's name for the call: sent again it is answered again and held once, for ever"),
  service: serviceField,
  agentId: labelField.optional(),
});

export const extendHoldInput = z.strictObject({
  businessId: businessIdField,
  id: idField,
  seq: z.int().min(1).describe("Grows with each heartbeat, with or without gaps"),
  elapsedSeconds: elapsedField,
});

export const captureHoldInput = z.strictObject({
  businessId: businessIdField,
  id: idField,
  elapsedSeconds: elapsedField,
});

export const voidHoldInput = z.strictObject({ businessId: businessIdField, id: idField, reason: reasonField });

export const getHoldInput = z.strictObject({ businessId: businessIdField, id: idField });

export const listHoldsInput = z
  .strictObject({
    businessId: businessIdField,
    status: z.enum(HOLD_STATUSES).optional(),
    agentId: labelField.optional(),
    cursor: cursorField.optional(),
    limit: limitField,
    direction: z.literal("forward").optional(),
  })
  .prefault({});

const holdShape = {
  holdId: z.guid(),
  callId: z.string(),
  status: z.enum(HOLD_STATUSES),
  service: z.string(),
  agentId: z.string().nullable(),
  grantedSeconds: z.int().describe("Paid for in any case, counted from the start of the call"),
  affordableSeconds: z
    .int()
    .describe("What its hold and its fair share of the balance would pay: an estimate; 0 once it has ended"),
  bookedSeconds: z.int().describe("Last reported; once it has ended, what was charged for"),
  held: tokensAnswer.describe("Set aside: what it has cost and its next slice; 0 once it has ended"),
  charged: tokensAnswer.describe("What `bookedSeconds` cost"),
  final: z.boolean().describe("Not one second beyond `grantedSeconds` could be held as things are"),
  rateVersion: z.int().describe("The prices in force at its opening, for the whole call"),
  lastSeq: z.int(),
  openedAt: instantAnswer,
  expiresAt: instantAnswer.describe("Without a heartbeat or capture before, it is taken for abandoned then"),
  closedAt: instantAnswer.nullable(),
  closedReason: z.string().nullable().describe("Why it was voided"),
  settledAt: instantAnswer.nullable().describe("When a late capture settled it"),
  transactionId: z.guid().nullable().describe("Its line among the transactions, once it has ended"),
};

export const holdAnswer = z.strictObject(holdShape);

const changed = <const Outcomes extends readonly [string, ...string[]]>(outcomes: Outcomes) =>
  z.strictObject({ outcome: z.enum(outcomes), ...holdShape });

export const openHoldAnswer = changed(["opened", "replayed"]);
export const extendHoldAnswer = changed(["extended", "replayed"]);
export const captureHoldAnswer = changed(["captured", "settled", "replayed"]);
export const voidHoldAnswer = changed(["voided", "replayed"]);

export const listHoldsAnswer = z.strictObject({ items: z.array(holdAnswer), nextCursor: z.string().nullable() });
