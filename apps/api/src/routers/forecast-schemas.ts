import { z } from "zod";
import { businessIdField } from "../trpc/fields.ts";
import { instantAnswer, tokensAnswer, tokensField } from "./wire-fields.ts";

export const forecastInput = z
  .strictObject({
    businessId: businessIdField,
    adding: tokensField.optional().describe("Tokens counted as if they were bought now"),
  })
  .optional();

const coming = z.strictObject({
  at: instantAnswer,
  tokens: tokensAnswer,
  expiresAt: instantAnswer,
  cause: z
    .enum(["renewal", "paid_month"])
    .describe("`renewal`: if its invoice is paid; `paid_month`: of a year that was paid"),
});

export const forecastAnswer = z.strictObject({
  businessId: z.guid(),
  asOf: instantAnswer,
  timeZone: z.string(),
  state: z
    .enum(["out", "runs_out", "beyond_horizon", "not_enough_usage"])
    .describe("`out`: nothing is left already. `beyond_horizon`: it lasts more than 90 days"),
  basis: z.enum(["7_days", "28_days", "not_enough_usage"]),
  burnPerDay: tokensAnswer.nullable().describe("Of an average day"),
  runsOutAt: z
    .strictObject({ p20: instantAnswer, p50: instantAnswer, p80: instantAnswer.nullable() })
    .nullable()
    .describe("In one case of five sooner than p20, in one later than p80 (null: not within 90 days)"),
  runwayHours: z.number().nullable().describe("Until p50"),
  callsRunOutAt: instantAnswer
    .nullable()
    .describe("When live calls alone will have used up everything, if all go on; null: not within a day"),
  days: z
    .array(z.strictObject({ at: instantAnswer, low: tokensAnswer, expected: tokensAnswer, high: tokensAnswer }))
    .describe("What can be spent after 0, 1, 2 … days, when use is fast, as expected, slow"),
  coming: z.array(coming),
  assumptions: z.array(
    z.strictObject({
      code: z.enum([
        "average_of_days",
        "days_of_week_differ",
        "not_enough_usage",
        "tokens_expire",
        "tokens_become_spendable",
        "plan_renews",
        "paid_month_begins",
        "plan_ends",
        "frozen_left_out",
        "purchases_left_out",
      ]),
      text: z.string().describe("In words"),
      tokens: tokensAnswer.optional(),
      at: instantAnswer.optional(),
      days: z.int().optional(),
      daysWithUse: z.int().optional(),
      needed: z.int().optional(),
    }),
  ),
});

export type ForecastAnswer = z.infer<typeof forecastAnswer>;
