import { z } from "zod";
import { businessIdField } from "../trpc/fields.ts";
import { grantSource, instantAnswer, tokensAnswer } from "./wire-fields.ts";

export const getBalanceInput = z.strictObject({ businessId: businessIdField }).optional();

export const watchBalanceInput = z
  .strictObject({
    businessId: businessIdField,
    lastEventId: z
      .string()
      .max(32)
      .nullish()
      .describe("Version of the last balance received; the stream goes on after it"),
  })
  .optional();

/** The id of a streamed balance is its version. Anything else is no version we ever sent, so nothing is skipped. */
export function fromEventId(id: string | null | undefined): bigint | null {
  return id !== null && id !== undefined && /^\d{1,18}$/.test(id) ? BigInt(id) : null;
}

const grant = z.strictObject({
  id: z.guid(),
  source: grantSource,
  original: tokensAnswer,
  remaining: tokensAnswer,
  priority: z.int(),
  effectiveAt: instantAnswer,
  expiresAt: instantAnswer.nullable(),
  order: z.int().describe("Place in which it is spent, from 1"),
  state: z.enum(["spendable", "upcoming", "frozen"]),
  reason: z.string().nullable(),
});

const liveCall = z.strictObject({
  holdId: z.guid(),
  callId: z.string(),
  status: z.literal("open"),
  service: z.string(),
  agentId: z.string().nullable(),
  startedAt: instantAnswer,
  elapsedSeconds: z.int().describe("Last reported"),
  held: tokensAnswer,
  charged: tokensAnswer.describe("What `elapsedSeconds` cost"),
  grantedSeconds: z.int(),
  rateVersion: z.int(),
  expiresAt: instantAnswer,
});

export const balanceAnswer = z.strictObject({
  businessId: z.guid(),
  available: tokensAnswer.describe("Can be spent now"),
  held: tokensAnswer.describe("What live calls keep for themselves"),
  debt: tokensAnswer,
  total: tokensAnswer.describe("available + held − debt"),
  upcoming: tokensAnswer,
  frozen: tokensAnswer,
  low: z.boolean(),
  status: z.enum(["ok", "low", "critical", "empty", "overdrawn"]),
  grants: z.array(grant).describe("With something left, in spending order"),
  liveCalls: z.array(liveCall).describe("What `held` is for, the oldest first"),
  asOf: instantAnswer,
  version: z.int(),
});
export type LiveCallAnswer = z.infer<typeof liveCall>;
export type BalanceAnswer = z.infer<typeof balanceAnswer>;
