import { z } from "zod";
import { businessIdField } from "../trpc/fields.ts";
import { instantAnswer, tokensAnswer } from "./wire-fields.ts";

export const balanceHistoryInput = z
  .strictObject({
    businessId: businessIdField,
    days: z.int().min(1).max(90).default(14).describe("How many days to look back"),
  })
  .prefault({});

export const balanceHistoryAnswer = z.strictObject({
  businessId: z.guid(),
  points: z
    .array(z.strictObject({ at: instantAnswer, tokens: tokensAnswer }))
    .describe(
      "24 hours apart, the oldest first, the last one now. With what calls hold, without what cannot be spent yet",
    ),
});
