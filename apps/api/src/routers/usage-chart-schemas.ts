import { z } from "zod";
import { businessIdField, instantField, timeZoneField } from "../trpc/fields.ts";
import { MOST_AGENTS, OTHER_AGENTS } from "../use-cases/chart-usage.ts";
import { instantAnswer, tokensAnswer } from "./wire-fields.ts";

const range = {
  businessId: businessIdField,
  from: instantField.optional().describe("Included. Left out: 30 days, today among them"),
  to: instantField
    .optional()
    .describe("Not included. Left out: the end of today in the zone, or of the day of `from` when that is later"),
  timeZone: timeZoneField.optional().describe("Left out: the business's own"),
};

const sums = { events: z.int(), quantity: z.int(), charged: tokensAnswer };

export const usageSummaryInput = z.strictObject(range);

export const usageSummaryAnswer = z.strictObject({
  from: instantAnswer,
  to: instantAnswer,
  timeZone: z.string(),
  total: tokensAnswer,
  services: z.array(z.strictObject({ service: z.string(), ...sums })),
});

export const usageTimeseriesInput = z.strictObject({
  ...range,
  every: z.enum(["hour", "day", "week", "month"]).default("day"),
  by: z.enum(["service", "agent"]).default("service"),
});

const group = z.strictObject({
  key: z
    .string()
    .describe(
      `The service or agent; empty for use that named no agent. By agent at most the ${MOST_AGENTS} largest of the range are named; all others are summed as \`${OTHER_AGENTS}\``,
    ),
  ...sums,
});

export const usageTimeseriesAnswer = z.strictObject({
  from: instantAnswer,
  to: instantAnswer,
  every: z.enum(["hour", "day", "week", "month"]),
  by: z.enum(["service", "agent"]),
  timeZone: z.string(),
  buckets: z.array(
    z.strictObject({
      start: instantAnswer,
      total: tokensAnswer,
      partial: z.boolean().describe("Not over yet"),
      groups: z.array(group),
    }),
  ),
});
