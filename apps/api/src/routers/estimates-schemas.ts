import { z } from "zod";
import { businessIdField } from "../trpc/fields.ts";
import { tokensAnswer } from "./wire-fields.ts";

const perDay = z.number().min(0).max(1_000_000);

export const estimateInput = z.strictObject({
  businessId: businessIdField,
  callsPerDay: perDay,
  averageMinutes: z.number().min(0).max(1_440),
  inboundPercent: z.number().min(0).max(100).default(0),
  transcription: z.boolean().default(false),
  agentRequestsPerCall: z.number().min(0).max(1_000).default(0),
  smsPerDay: perDay.default(0),
});

export const hintInput = z.strictObject({ businessId: businessIdField }).optional();

const money = z.strictObject({ amount: z.int(), currency: z.string() });

const waysToBuy = {
  perMonth: tokensAnswer.describe("Of 30 days"),
  mix: z
    .strictObject({
      plan: z.string().nullable(),
      packages: z.array(z.strictObject({ key: z.string(), count: z.int() })),
      price: money,
      tokens: tokensAnswer.describe("What it brings"),
    })
    .nullable()
    .describe("The least money that brings a month's tokens: at most one plan and whole packages"),
  plans: z.array(
    z.strictObject({
      key: z.string(),
      price: money,
      isEnough: z.boolean().describe("Whether its tokens are enough for such a month"),
      breakEvens: z
        .array(z.strictObject({ package: z.string(), above: tokensAnswer }))
        .describe("A month of more than `above` tokens is cheaper on the plan than in that package"),
    }),
  ),
  packages: z.array(
    z.strictObject({
      key: z.string(),
      average: money.describe("What a month's tokens cost at its price"),
      upFront: money,
      lastsMonths: z.number().nullable(),
    }),
  ),
  best: z
    .strictObject({ kind: z.enum(["plan", "package"]), key: z.string(), price: money })
    .nullable()
    .describe("The cheapest way to such a month: a plan that is enough, or a package that lasts at most three months"),
  ways: z
    .array(z.strictObject({ plan: z.string().nullable(), package: z.string().nullable(), average: money }))
    .describe("Packages alone, and each plan with packages for what it lacks: the cheapest month on average first"),
};

export const estimateAnswer = z.strictObject({
  ...waysToBuy,
  lines: z.array(
    z.strictObject({
      service: z.string(),
      events: z.int(),
      quantity: z.int().describe("Of each"),
      tokens: tokensAnswer,
    }),
  ),
  unpriced: z.array(z.string()).describe("Services that have no price, left out"),
});

export const hintAnswer = z.strictObject({
  ...waysToBuy,
  equivalents: z
    .array(z.strictObject({ service: z.string(), unit: z.string(), quantity: z.int() }))
    .describe("What such a month's tokens pay for of one service"),
});
