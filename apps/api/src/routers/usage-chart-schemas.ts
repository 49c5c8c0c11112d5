import { z } from "zod";
import { businessIdField, instantField, timeZoneField } from "../trpc/fields.ts";
import { MOST_AGENTS, OTHER_AGENTS } from "../use-cases/chart-usage.ts";
import { instantAnswer, tokensAnswer } from "./wire-fields.ts";

export const chartRange = {
  businessId: businessIdField,
  from: instantField.optional().describe("Included. Left out: 30 days, today among them"),
  to: instantField
    .optional()
    .describe("Not included. Left out: the end of today in the zone, or of the day of `from` when that is later"),
  timeZone: timeZoneField.optional().describe("Left out: the business's own"),
};

const compare = z.enum(["previous"]).optional().describe("`previous`: the period just before as well");

export const usageSums = { events: z.int(), quantity: z.int(), charged: tokensAnswer };

export const usageSummaryInput = z.strictObject({ ...chartRange, compare });

const periodSummary = {
  from: instantAnswer,
  to: instantAnswer,
  total: tokensAnswer,
  services: z.array(z.strictObject({ service: z.string(), ...usageSums })),
};

export const usageSummaryAnswer = z.strictObject({
  ...periodSummary,
  timeZone: z.string(),
  previous: z.strictObject(periodSummary).optional(),
});

export const usageTimeseriesInput = z.strictObject({
  ...chartRange,
  every: z.enum(["hour", "day", "week", "month"]).default("day"),
  by: z.enum(["service", "agent"]).default("service"),
  compare,
});

const group = z.strictObject({
  key: z
    .string()
    .describe(
      `The service or agent; empty for use that named no agent. By agent at most the ${MOST_AGENTS} largest of the range are named; all others are summed as \`${OTHER_AGENTS}\``,
    ),
  ...usageSums,
});

const periodChart = {
  from: instantAnswer,
  to: instantAnswer,
  buckets: z.array(
    z.strictObject({
      start: instantAnswer,
      end: instantAnswer.describe("Not included: with it the lines of a bar are those from `start` to `end`"),
      total: tokensAnswer,
      partial: z.boolean().describe("Not over yet"),
      groups: z.array(group),
    }),
  ),
};

export const usageTimeseriesAnswer = z.strictObject({
  ...periodChart,
  every: z.enum(["hour", "day", "week", "month"]),
  by: z.enum(["service", "agent"]),
  timeZone: z.string(),
  previous: z.strictObject(periodChart).optional(),
});
