import { atOnce } from "../trpc/at-once.ts";
import { adminProcedure, readProcedure, router, usageProcedure } from "../trpc/procedures.ts";
import { authorizeUsage } from "../use-cases/authorize-usage.ts";
import { correctUsage } from "../use-cases/correct-usage.ts";
import { recordUsage } from "../use-cases/record-usage.ts";
import { markReplayed } from "./mark-replayed.ts";
import { orThrow } from "./or-throw.ts";
import { isReplay, toAuthorizationAnswer, toCorrectionAnswer, toUsageResult } from "./usage-answers.ts";
import { usageChartProcedures } from "./usage-charts.ts";
import { toReportedEvents } from "./usage-event.ts";
import { usageLineProcedures } from "./usage-lines.ts";
import { usageReviewRouter } from "./usage-review.ts";
import {
  authorizeUsageAnswer,
  authorizeUsageInput,
  correctUsageAnswer,
  correctUsageInput,
  recordUsageAnswer,
  recordUsageInput,
} from "./usage-schemas.ts";

export const usageRouter = router({
  record: usageProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/usage",
        tag: "Usage",
        summary: "Book what happened",
        description: "1 to 1,000 events, a result for each in order. A refused event never disturbs its neighbours.",
      },
    })
    .input(atOnce(recordUsageInput))
    .output(atOnce(recordUsageAnswer))
    .mutation(async ({ ctx, input }) => {
      const events = toReportedEvents(input.events, ctx.businessId);
      const report = await recordUsage(ctx.deps, { events, mayOverdraw: ctx.isAdmin, mayUse: ctx.mayUse });
      const outcomes = orThrow(report).events;
      if (outcomes.every(isReplay)) markReplayed(ctx, "replayed");
      return { results: outcomes.map((outcome, index) => toUsageResult(events[index]?.key ?? "", outcome)) };
    }),

  authorize: readProcedure
    .meta({ rest: { method: "POST", path: "/usage/authorize", tag: "Usage", summary: "May this use start now?" } })
    .input(atOnce(authorizeUsageInput))
    .output(atOnce(authorizeUsageAnswer))
    .query(async ({ ctx, input }) => {
      const { service, quantity = 1, agentId = null } = input;
      const use = { businessId: ctx.businessId, service, quantity, agentId };
      return toAuthorizationAnswer(orThrow(await authorizeUsage(ctx.deps, use)));
    }),

  correct: adminProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/usage/{id}/correct",
        tag: "Usage",
        summary: "Reverse a usage line, once, and perhaps book it anew",
      },
    })
    .input(correctUsageInput)
    .output(correctUsageAnswer)
    .mutation(async ({ ctx, input }) => {
      const { id: lineId, reason, replacement = null } = input;
      const corrected = await correctUsage(ctx.deps, { businessId: ctx.businessId, lineId, reason, replacement });
      const { outcome, correction } = orThrow(corrected);
      markReplayed(ctx, outcome);
      return toCorrectionAnswer(outcome, correction);
    }),

  review: usageReviewRouter,

  ...usageChartProcedures,

  ...usageLineProcedures,
});
