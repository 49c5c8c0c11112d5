import { z } from "zod";
import { businessIdField, idField, timeZoneField } from "../trpc/fields.ts";
import { instantAnswer, tokensAnswer } from "./wire-fields.ts";

export const createBusinessInput = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .refine((name) => name.trim() !== "", "must not be blank"),
  id: idField.optional().describe("Only installation keys may choose it; asking again with it answers the first"),
  timeZone: timeZoneField.default("UTC").describe("The zone its days are counted in"),
});

export const createBusinessAnswer = z.strictObject({
  id: z.guid(),
  name: z.string(),
  timeZone: z.string(),
  createdAt: instantAnswer,
  trial: z.strictObject({ tokens: tokensAnswer }).nullable(),
  trialWithheld: z.string().nullable().describe("Why it began without trial tokens"),
});

export const getBusinessInput = z.strictObject({ businessId: businessIdField }).optional();

export const businessAnswer = z.strictObject({
  id: z.guid(),
  name: z.string(),
  timeZone: z.string(),
  createdAt: instantAnswer,
  isSuspended: z.boolean(),
});
