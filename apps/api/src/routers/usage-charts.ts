import { readProcedure } from "../trpc/procedures.ts";
import { chartUsage } from "../use-cases/chart-usage.ts";
import { listAgentUsage } from "../use-cases/list-agent-usage.ts";
import { listRefUsage } from "../use-cases/list-ref-usage.ts";
import { summarizeUsage } from "../use-cases/summarize-usage.ts";
import { orThrow } from "./or-throw.ts";
import { toAgentUsageAnswer, toRefUsageAnswer } from "./usage-agents-answers.ts";
import { agentUsageAnswer, agentUsageInput, refUsageAnswer, refUsageInput } from "./usage-agents-schemas.ts";
import { toSummaryAnswer, toTimeseriesAnswer } from "./usage-chart-answers.ts";
import {
  usageSummaryAnswer,
  usageSummaryInput,
  usageTimeseriesAnswer,
  usageTimeseriesInput,
} from "./usage-chart-schemas.ts";
import { fromInstantTextOrNull } from "./wire-instants.ts";

/** What was used, summed: part of `usageRouter`. */
export const usageChartProcedures = {
  summary: readProcedure
    .meta({ rest: { method: "GET", path: "/usage", tag: "Usage", summary: "Usage of a range, by service" } })
    .input(usageSummaryInput.optional())
    .output(usageSummaryAnswer)
    .query(async ({ ctx, input }) => {
      const summary = await summarizeUsage(ctx.deps, {
        reader: ctx.caller,
        businessId: ctx.businessId,
        isCompared: input?.compare === "previous",
        ...toRange(input),
      });
      return toSummaryAnswer(orThrow(summary));
    }),

  timeseries: readProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/usage/timeseries",
        tag: "Usage",
        summary: "Usage of a range in bars, by service or agent",
        description: "Bars follow the wall clock of the zone: a day has 23 or 25 hours when its clock changes.",
      },
    })
    .input(usageTimeseriesInput.optional())
    .output(usageTimeseriesAnswer)
    .query(async ({ ctx, input }) => {
      const chart = await chartUsage(ctx.deps, {
        reader: ctx.caller,
        businessId: ctx.businessId,
        every: input?.every ?? "day",
        by: input?.by ?? "service",
        isCompared: input?.compare === "previous",
        ...toRange(input),
      });
      return toTimeseriesAnswer(orThrow(chart));
    }),

  agents: readProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/usage/agents",
        tag: "Usage",
        summary: "What each agent used in a range: calls, tokens per call, cost, share",
        description:
          "The costliest first. Cost is tokens at the average price the business paid for all of its tokens.",
      },
    })
    .input(agentUsageInput.optional())
    .output(agentUsageAnswer)
    .query(async ({ ctx, input }) => {
      const usage = await listAgentUsage(ctx.deps, {
        reader: ctx.caller,
        businessId: ctx.businessId,
        every: input?.every ?? "day",
        limit: input?.limit ?? 50,
        ...toRange(input),
      });
      return toAgentUsageAnswer(orThrow(usage));
    }),

  refs: readProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/usage/refs",
        tag: "Usage",
        summary: "The references that cost most in a range",
        description: "Reported events by their `ref`. Live calls are left out: the reference of a call is the call.",
      },
    })
    .input(refUsageInput.optional())
    .output(refUsageAnswer)
    .query(async ({ ctx, input }) => {
      const usage = await listRefUsage(ctx.deps, {
        reader: ctx.caller,
        businessId: ctx.businessId,
        limit: input?.limit ?? 50,
        ...toRange(input),
      });
      return toRefUsageAnswer(orThrow(usage));
    }),
};

function toRange(
  input: { from?: string | undefined; to?: string | undefined; timeZone?: string | undefined } | undefined,
) {
  return {
    from: fromInstantTextOrNull(input?.from),
    to: fromInstantTextOrNull(input?.to),
    timeZone: input?.timeZone ?? null,
  };
}
