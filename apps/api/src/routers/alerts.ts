import { billingProcedure, readProcedure, router } from "../trpc/procedures.ts";
import { getAlerts } from "../use-cases/get-alerts.ts";
import { setAlerts } from "../use-cases/set-alerts.ts";
import { fromWireRule, toAlertsAnswer } from "./alerts-answers.ts";
import { alertsAnswer, getAlertsInput, setAlertsInput } from "./alerts-schemas.ts";
import { orThrow } from "./or-throw.ts";

/** The lines a business wants to be warned at. */
export const alertsRouter = router({
  get: readProcedure
    .meta({
      rest: { method: "GET", path: "/alerts", tag: "Alerts", summary: "Low-balance alerts, and how they stand" },
    })
    .input(getAlertsInput)
    .output(alertsAnswer)
    .query(async ({ ctx }) => toAlertsAnswer(orThrow(await getAlerts(ctx.deps, { businessId: ctx.businessId })))),

  set: billingProcedure
    .meta({ rest: { method: "PUT", path: "/alerts", tag: "Alerts", summary: "Set all low-balance alerts at once" } })
    .input(setAlertsInput)
    .output(alertsAnswer)
    .mutation(async ({ ctx, input }) => {
      const rules = input.rules.map(fromWireRule);
      return toAlertsAnswer(orThrow(await setAlerts(ctx.deps, { businessId: ctx.businessId, rules })));
    }),
});
