import { toTokens } from "@farebox/billing-core";
import { createBusinessProcedure, readProcedure, router } from "../trpc/procedures.ts";
import { type CreatedBusiness, createBusiness } from "../use-cases/create-business.ts";
import { getBusiness } from "../use-cases/get-business.ts";
import { businessAnswer, createBusinessAnswer, createBusinessInput, getBusinessInput } from "./businesses-schemas.ts";
import { markReplayed } from "./mark-replayed.ts";
import { orThrow } from "./or-throw.ts";
import { toInstantText } from "./wire-instants.ts";

export const businessesRouter = router({
  get: readProcedure
    .meta({
      rest: { method: "GET", path: "/business", tag: "Businesses", summary: "The business a request is about" },
    })
    .input(getBusinessInput)
    .output(businessAnswer)
    .query(async ({ ctx }) => {
      const { business, isSuspended } = orThrow(await getBusiness(ctx.deps, { businessId: ctx.businessId }));
      const { id, name, timeZone, createdAt } = business;
      return { id, name, timeZone, createdAt: toInstantText(createdAt), isSuspended };
    }),

  create: createBusinessProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/businesses",
        tag: "Businesses",
        summary: "Create a business and its trial tokens",
        description:
          "A signed-in person becomes its owner. An installation key may bring its own id; asked again, it answers the first.",
      },
    })
    .input(createBusinessInput)
    .output(createBusinessAnswer)
    .mutation(async ({ ctx, input }) => {
      const creator = ctx.caller.kind === "person" ? ctx.caller.userId : null;
      const { id = null, name, timeZone } = input;
      const business = orThrow(await createBusiness(ctx.deps, { id, name, timeZone, creator }));
      markReplayed(ctx, business.outcome);
      return toBusinessAnswer(business);
    }),
});

function toBusinessAnswer(business: CreatedBusiness) {
  return {
    id: business.id,
    name: business.name,
    timeZone: business.timeZone,
    createdAt: toInstantText(business.createdAt),
    trial: business.trialTokens === null ? null : { tokens: toTokens(business.trialTokens) },
    trialWithheld: business.trialWithheldReason,
  };
}
