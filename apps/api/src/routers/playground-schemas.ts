import { z } from "zod";
import { PLAYGROUND_EVENT_KINDS } from "../playground/event-log.ts";
import { CLOCK_STEPS } from "../playground/move-clock.ts";
import { businessIdField, idField, labelField } from "../trpc/fields.ts";
import { instantAnswer, quantityField, serviceField, tokensAnswer } from "./wire-fields.ts";

export const readPlaygroundInput = z.strictObject({ businessId: businessIdField }).optional();

export const startCallsInput = z.strictObject({
  businessId: businessIdField,
  service: serviceField,
  agentId: labelField.optional(),
  count: z.int().min(1).max(50).default(1),
});

export const playgroundCallInput = z.strictObject({ businessId: businessIdField, id: idField });

export const recordWorkInput = z.strictObject({
  businessId: businessIdField,
  service: serviceField,
  quantity: quantityField,
  agentId: labelField.optional(),
});

export const drainInput = z.strictObject({ businessId: businessIdField, agentId: labelField.optional() }).prefault({});

export const moveClockInput = z.strictObject({ businessId: businessIdField, by: z.enum(CLOCK_STEPS) });

const call = z.strictObject({
  holdId: z.guid(),
  callId: z.string(),
  service: z.string(),
  agentId: z.string().nullable(),
  rateVersion: z.int(),
  state: z.enum(["live", "crashed", "lost"]),
  elapsedMilliseconds: z.int().describe("As its handler counts; of one that stopped, until then"),
  grantedSeconds: z.int(),
  isFinal: z.boolean(),
});

const event = z.strictObject({
  number: z.int(),
  at: instantAnswer,
  kind: z.enum(PLAYGROUND_EVENT_KINDS),
  callId: z.string().nullable(),
  service: z.string().nullable(),
  quantity: z.int().nullable(),
  charged: tokensAnswer.nullable(),
  grantedSeconds: z.int().nullable(),
  refusedBy: z.string().nullable(),
  request: z
    .strictObject({ method: z.literal("POST"), path: z.string(), body: z.record(z.string(), z.unknown()) })
    .nullable()
    .describe("What a call handler would have sent, under `/api/billing`"),
});

export const playgroundAnswer = z.strictObject({
  calls: z.array(call),
  events: z.array(event).describe("The oldest first"),
  moneyTime: instantAnswer,
});

export const startCallsAnswer = z.strictObject({ started: z.int(), refused: z.int() });
export const stoppedAnswer = z.strictObject({ outcome: z.enum(["stopped", "told"]) });
export const recordWorkAnswer = z.strictObject({ outcome: z.enum(["recorded", "told"]), quantity: z.int() });
export const moveClockAnswer = z.strictObject({ now: instantAnswer });
