import { z } from "zod";
import { limitField } from "../trpc/fields.ts";
import { chartRange, usageSums } from "./usage-chart-schemas.ts";
import { instantAnswer, tokensAnswer } from "./wire-fields.ts";

export const agentUsageInput = z.strictObject({
  ...chartRange,
  every: z.enum(["hour", "day", "week", "month"]).default("day").describe("How wide the bars of the sparkline are"),
  limit: limitField,
});

export const refUsageInput = z.strictObject({ ...chartRange, limit: limitField });

const share = z.number().describe("Of all tokens used, 0 to 1");
const lines = z.string().describe("Where the lines behind it are");

const money = z.strictObject({ amount: z.number().describe("In minor units, not rounded"), currency: z.string() });

export const agentUsageAnswer = z.strictObject({
  from: instantAnswer,
  to: instantAnswer,
  timeZone: z.string(),
  every: z.enum(["hour", "day", "week", "month"]),
  total: tokensAnswer.describe("Of all agents"),
  agentCount: z.int().describe("How many there are, use that named none counting as one"),
  pricePerToken: money.nullable().describe("What the business paid on average; null: it never paid"),
  bars: z.array(instantAnswer).describe("Where the bars of the sparklines begin"),
  agents: z.array(
    z.strictObject({
      agentId: z.string().describe("Empty: no agent was named"),
      events: z.int(),
      charged: tokensAnswer,
      share,
      cost: money.nullable().describe("`charged` at `pricePerToken`"),
      calls: z.int(),
      tokensPerCall: z.number().nullable().describe("What its calls cost on average; null: it had none"),
      costPerCall: money.nullable(),
      services: z.array(z.strictObject({ service: z.string(), ...usageSums })),
      sparkline: z.array(tokensAnswer),
      lines: lines.nullable().describe("Where the lines behind it are; null for use that named no agent"),
    }),
  ),
});

export const refUsageAnswer = z.strictObject({
  from: instantAnswer,
  to: instantAnswer,
  timeZone: z.string(),
  total: tokensAnswer.describe("Of all references"),
  refCount: z.int(),
  refs: z.array(z.strictObject({ ref: z.string(), ...usageSums, share, lines })),
});

export type AgentUsageAnswer = z.infer<typeof agentUsageAnswer>;
export type RefUsageAnswer = z.infer<typeof refUsageAnswer>;
