import { z } from "zod";
import { businessIdField, instantField, keyField } from "../trpc/fields.ts";
import { grantSource, instantAnswer, reasonField, tokensAnswer, tokensField } from "./wire-fields.ts";

export const createGrantInput = z.strictObject({
  businessId: businessIdField,
  key: keyField.describe("Unique for this grant, for ever"),
  tokens: tokensField,
  source: z.enum(["adjustment", "promotion"]),
  reason: reasonField,
  priority: z.int().min(0).max(1_000_000).default(100).describe("Smaller is spent earlier"),
  effectiveAt: instantField.optional().describe("First instant at which it can be spent. Left out: at once"),
  expiresAt: instantField.optional().describe("First instant at which it can no longer be spent. Left out: never"),
});

export const createGrantAnswer = z.strictObject({
  outcome: z.enum(["granted", "replayed"]),
  grant: z.strictObject({
    id: z.guid(),
    source: grantSource,
    original: tokensAnswer,
    remaining: tokensAnswer,
    priority: z.int(),
    effectiveAt: instantAnswer,
    expiresAt: instantAnswer.nullable(),
    reason: z.string().nullable(),
    createdAt: instantAnswer,
  }),
  balanceAfter: tokensAnswer,
});
