import { fromTokens, type MicroTokens, toTokens } from "@farebox/billing-core";
import type { BusinessPlan } from "@farebox/db/selling";
import type { z } from "zod";
import type { Caller } from "../auth/caller.ts";
import { adminProcedure, router } from "../trpc/procedures.ts";
import { agreeBusinessPlan } from "../use-cases/agree-business-plan.ts";
import { endBusinessPlan } from "../use-cases/end-business-plan.ts";
import { listBusinessPlans } from "../use-cases/list-business-plans.ts";
import { agreeInput, businessPlanAnswer, endInput, listInput } from "./business-plans-schemas.ts";
import { listOf } from "./catalogue-schemas.ts";
import { markReplayed } from "./mark-replayed.ts";
import { orThrow } from "./or-throw.ts";
import { fromInstantTextOrNull, toInstantText, toInstantTextOrNull } from "./wire-instants.ts";

/** What is agreed with one business instead of a plan of the catalogue. */
export const businessPlansRouter = router({
  agree: adminProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/admin/business-plans",
        tag: "Admin",
        summary: "Agree a plan with a business",
        description: "Its price is made at the payment provider, so that the business can subscribe to it.",
      },
    })
    .input(agreeInput)
    .output(businessPlanAnswer)
    .mutation(async ({ ctx, input }) => {
      const { rates, tokens, overdraftLimit, concurrentCalls, startsAt, endsAt, businessId: _, ...terms } = input;
      const agreed = orThrow(
        await agreeBusinessPlan(ctx.deps, {
          ...terms,
          businessId: ctx.businessId,
          tokensMonthly: toMicro(tokens),
          overdraftLimit: toMicro(overdraftLimit),
          concurrentCallsLimit: concurrentCalls,
          startsAt: fromInstantTextOrNull(startsAt),
          endsAt: fromInstantTextOrNull(endsAt),
          createdBy: nameOf(ctx.caller),
          rates: rates.map((rate) => ({
            ...rate,
            tokens: toMicro(rate.tokens),
            minimum: toMicro(rate.minimum),
            connectFee: toMicro(rate.connectFee),
          })),
        }),
      );
      if (agreed.isReplay) markReplayed(ctx, "replayed");
      return toAnswer(agreed.plan);
    }),

  end: adminProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/admin/business-plans/{id}/end",
        tag: "Admin",
        summary: "End a plan that was agreed with a business",
        description: "Its limits and prices end with it. A subscription to it is canceled like any other.",
      },
    })
    .input(endInput)
    .output(businessPlanAnswer)
    .mutation(async ({ ctx, input }) => {
      const asked = { businessId: ctx.businessId, id: input.id, endsAt: fromInstantTextOrNull(input.endsAt) };
      return toAnswer(orThrow(await endBusinessPlan(ctx.deps, asked)).plan);
    }),

  list: adminProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/admin/business-plans",
        tag: "Admin",
        summary: "What was ever agreed with a business, the newest first",
      },
    })
    .input(listInput)
    .output(listOf(businessPlanAnswer))
    .query(async ({ ctx }) => {
      const plans = await listBusinessPlans(ctx.deps, ctx.businessId);
      return { items: plans.map(toAnswer), nextCursor: null };
    }),
});

function toMicro(tokens: number): MicroTokens {
  return fromTokens(tokens) as MicroTokens;
}

function nameOf(caller: Caller): string {
  return caller.kind === "person" ? caller.userId : caller.kind;
}

function toAnswer(plan: BusinessPlan): z.input<typeof businessPlanAnswer> {
  return {
    id: plan.id,
    businessId: plan.businessId,
    planKey: plan.planKey,
    name: plan.name,
    interval: plan.interval,
    price: { amount: plan.price.amount, currency: plan.price.currency },
    tokens: toTokens(plan.tokensMonthly),
    overdraftLimit: toTokens(plan.overdraftLimit),
    concurrentCalls: plan.concurrentCallsLimit,
    hasOwnRates: plan.rateCardId !== null,
    startsAt: toInstantText(plan.startsAt),
    endsAt: toInstantTextOrNull(plan.endsAt),
  };
}
