import { billingEndProcedure, billingProcedure, readProcedure, router } from "../trpc/procedures.ts";
import { cancelSubscription, resumeSubscription } from "../use-cases/cancel-subscription.ts";
import { getSubscription } from "../use-cases/get-subscription.ts";
import { previewSubscription } from "../use-cases/preview-subscription.ts";
import { subscribe } from "../use-cases/subscribe.ts";
import { nameOfCaller } from "./caller-names.ts";
import { catalogueInput } from "./catalogue-schemas.ts";
import { markReplayed } from "./mark-replayed.ts";
import { orThrow } from "./or-throw.ts";
import { toPreviewAnswer, toSubscriptionAnswer } from "./subscription-answers.ts";
import {
  cancelInput,
  changedAnswer,
  previewAnswer,
  previewInput,
  subscribeAnswer,
  subscribeInput,
  subscriptionAnswer,
} from "./subscription-schemas.ts";
import { fromInstantTextOrNull } from "./wire-instants.ts";

const tag = "Subscription";

export const subscriptionRouter = router({
  get: readProcedure
    .meta({ rest: { method: "GET", path: "/subscription", tag, summary: "The plan a business is on" } })
    .input(catalogueInput)
    .output(subscriptionAnswer)
    .query(async ({ ctx }) => {
      const subscription = await getSubscription(ctx.deps, { reader: ctx.caller, businessId: ctx.businessId });
      return toSubscriptionAnswer(orThrow(subscription));
    }),

  preview: billingProcedure
    .meta({
      rest: { method: "POST", path: "/subscription/preview", tag, summary: "What a plan would cost now, and bring" },
    })
    .input(previewInput)
    .output(previewAnswer)
    .query(async ({ ctx, input }) => {
      const preview = await previewSubscription(ctx.deps, {
        businessId: ctx.businessId,
        planKey: input.plan,
        interval: input.interval,
        email: nameOfCaller(ctx.caller).email,
      });
      return toPreviewAnswer(orThrow(preview));
    }),

  subscribe: billingProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/subscribe",
        tag,
        summary: "Choose a plan, once per key",
        idempotencyField: "key",
      },
    })
    .input(subscribeInput)
    .output(subscribeAnswer)
    .mutation(async ({ ctx, input }) => {
      const subscribed = await subscribe(ctx.deps, {
        reader: ctx.caller,
        businessId: ctx.businessId,
        planKey: input.plan,
        interval: input.interval,
        requestKey: input.key,
        previewedAt: fromInstantTextOrNull(input.previewedAt),
        returnUrl: input.returnUrl,
        ...nameOfCaller(ctx.caller),
      });
      const { action, checkoutUrl, subscription, isReplay } = orThrow(subscribed);
      markReplayed(ctx, isReplay ? "replayed" : "begun");
      const answer = { action, subscription: toSubscriptionAnswer(subscription) };
      return checkoutUrl === null ? answer : { ...answer, checkoutUrl };
    }),

  cancel: billingEndProcedure
    .meta({ rest: { method: "DELETE", path: "/subscription", tag, summary: "End it, by default with its period" } })
    .input(cancelInput)
    .output(changedAnswer)
    .mutation(async ({ ctx, input }) => {
      const { at, reason = null } = input;
      const asked = { reader: ctx.caller, businessId: ctx.businessId, at, reason };
      return { subscription: toSubscriptionAnswer(orThrow(await cancelSubscription(ctx.deps, asked))) };
    }),

  resume: billingProcedure
    .meta({ rest: { method: "POST", path: "/subscription/resume", tag, summary: "Take back an end or a change" } })
    .input(catalogueInput)
    .output(changedAnswer)
    .mutation(async ({ ctx }) => {
      const asked = { reader: ctx.caller, businessId: ctx.businessId };
      return { subscription: toSubscriptionAnswer(orThrow(await resumeSubscription(ctx.deps, asked))) };
    }),
});
