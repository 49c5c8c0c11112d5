import { catalogueProcedure, router } from "../trpc/procedures.ts";
import { listPackages, listPlans, listRates } from "../use-cases/list-catalogue.ts";
import { toPackageAnswer, toPlanAnswer, toRatesAnswer } from "./catalogue-answers.ts";
import { catalogueInput, listOf, packageAnswer, planAnswer, ratesAnswer } from "./catalogue-schemas.ts";

export const plansRouter = router({
  list: catalogueProcedure
    .meta({ rest: { method: "GET", path: "/plans", tag: "Catalogue", summary: "Plans a business can subscribe to" } })
    .input(catalogueInput)
    .output(listOf(planAnswer))
    .query(async ({ ctx }) => toWholeList((await listPlans(ctx.deps)).map(toPlanAnswer))),
});

export const packagesRouter = router({
  list: catalogueProcedure
    .meta({
      rest: { method: "GET", path: "/packages", tag: "Catalogue", summary: "Tokens that can be bought at any time" },
    })
    .input(catalogueInput)
    .output(listOf(packageAnswer))
    .query(async ({ ctx }) => toWholeList((await listPackages(ctx.deps)).map(toPackageAnswer))),
});

export const ratesRouter = router({
  list: catalogueProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/rates",
        tag: "Catalogue",
        summary: "What each service costs now, for a business if one is named",
      },
    })
    .input(catalogueInput)
    .output(ratesAnswer)
    .query(async ({ ctx }) => toRatesAnswer(await listRates(ctx.deps, { businessId: ctx.businessId }))),
});

/** Few enough to fit any page. */
function toWholeList<Item>(items: Item[]) {
  return { items, nextCursor: null };
}
