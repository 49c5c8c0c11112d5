import { readProcedure } from "../trpc/procedures.ts";
import { chartUsage } from "../use-cases/chart-usage.ts";
import { summarizeUsage } from "../use-cases/summarize-usage.ts";
import { orThrow } from "./or-throw.ts";
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
        ...toRange(input),
      });
      return toTimeseriesAnswer(orThrow(chart));
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
