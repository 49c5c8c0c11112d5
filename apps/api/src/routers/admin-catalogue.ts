import { z } from "zod";
import { installationProcedure, router } from "../trpc/procedures.ts";
import { acknowledgeInversions } from "../use-cases/acknowledge-inversions.ts";
import type { CatalogueReport } from "../use-cases/catalogue-sync.ts";
import { acknowledgeInput, catalogueReportAnswer } from "./business-plans-schemas.ts";
import { orThrow } from "./or-throw.ts";

const nothing = z.strictObject({}).optional();

/** What is for sale, beside the prices of the payment provider. */
export const adminCatalogueRouter = router({
  plan: installationProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/admin/catalogue/sync",
        tag: "Admin",
        summary: "What the payment provider lacks of our catalogue",
      },
    })
    .input(nothing)
    .output(catalogueReportAnswer)
    .query(async ({ ctx }) => toAnswer(orThrow(await ctx.deps.catalogueSync.plan()))),

  sync: installationProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/admin/catalogue/sync",
        tag: "Admin",
        summary: "Make the payment provider's prices those of our catalogue",
        description: "Answers what was done. A price in use is replaced for new buyers, never changed.",
      },
    })
    .input(nothing)
    .output(catalogueReportAnswer)
    .mutation(async ({ ctx }) => toAnswer(orThrow(await ctx.deps.catalogueSync.apply()))),

  acknowledgeInversions: installationProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/admin/catalogue/acknowledge-inversions",
        tag: "Admin",
        summary: "Say that packages are meant to be cheaper than plans",
      },
    })
    .input(acknowledgeInput)
    .output(catalogueReportAnswer)
    .mutation(async ({ ctx, input }) => toAnswer(orThrow(await acknowledgeInversions(ctx.deps, input.packageKeys)))),
});

function toAnswer({ steps, problems, inversions }: CatalogueReport): z.input<typeof catalogueReportAnswer> {
  return { steps: [...steps], problems: [...problems], inversions: inversions.map((each) => ({ ...each })) };
}
