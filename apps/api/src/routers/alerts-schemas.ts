import { ALERT_KINDS, MAX_ALERT_RULES, NOTICE_CHANNELS } from "@farebox/billing-core";
import { z } from "zod";
import { businessIdField } from "../trpc/fields.ts";
import { instantAnswer, tokensField } from "./wire-fields.ts";

const kind = z.enum(ALERT_KINDS).describe("What is compared with the threshold");
const channels = z.array(z.enum(NOTICE_CHANNELS)).min(1).max(NOTICE_CHANNELS.length);

export const getAlertsInput = z.strictObject({ businessId: businessIdField }).optional();

export const setAlertsInput = z.strictObject({
  businessId: businessIdField,
  rules: z
    .array(
      z
        .strictObject({
          kind,
          threshold: tokensField.describe(
            "Tokens of available + held − debt; percent (1 … 100) of what the plan's last month brought; or hours (1 … 8760) that the tokens are estimated to last",
          ),
          channels,
        })
        .refine((rule) => rule.kind === "tokens" || Number.isInteger(rule.threshold), {
          path: ["threshold"],
          message: "must be a whole number",
        }),
    )
    .max(MAX_ALERT_RULES)
    .describe("From now on, instead of all there were; none is no warning"),
});

export const alertsAnswer = z.strictObject({
  rules: z.array(
    z.strictObject({
      id: z.uuid(),
      kind,
      threshold: z.number(),
      channels,
      armed: z.boolean().describe("Whether the next fall below it is told"),
      lastFiredAt: instantAnswer.nullable(),
    }),
  ),
  isDefault: z.boolean().describe("Whether these are the rules a business begins with"),
});
