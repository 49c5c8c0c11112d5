import { CAP_WINDOWS } from "@farebox/billing-core";
import { z } from "zod";
import { businessIdField, labelField } from "../trpc/fields.ts";
import { instantAnswer, tokensAnswer, tokensOrNoneField } from "./wire-fields.ts";

const MOST_CAPS = 200;

const every = z.enum(CAP_WINDOWS).describe("Counted on the calendar of the business's zone");

export const getCapsInput = z.strictObject({ businessId: businessIdField }).optional();

export const setCapsInput = z.strictObject({
  businessId: businessIdField,
  caps: z
    .array(
      z.strictObject({
        agentId: labelField.nullable().describe("Null: the whole business"),
        every,
        limit: tokensOrNoneField,
      }),
    )
    .max(MOST_CAPS)
    .describe("From now on, instead of all there were. Running calls go on"),
});

export const capAnswer = z.strictObject({ agentId: z.string().nullable(), every, limit: tokensAnswer });

export const capsAnswer = z.strictObject({
  caps: z.array(
    z.strictObject({
      ...capAnswer.shape,
      used: tokensAnswer.describe("Charged in the window that runs, and what live calls hold"),
      resetsAt: instantAnswer,
    }),
  ),
  timeZone: z.string(),
});
