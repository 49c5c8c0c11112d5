import { readProcedure, router } from "../trpc/procedures.ts";
import { getSubscription } from "../use-cases/get-subscription.ts";
import { toSubscriptionAnswer } from "./catalogue-answers.ts";
import { catalogueInput, subscriptionAnswer } from "./catalogue-schemas.ts";
import { orThrow } from "./or-throw.ts";

export const subscriptionRouter = router({
  get: readProcedure
    .meta({ rest: { method: "GET", path: "/subscription", tag: "Subscription", summary: "The plan a business is on" } })
    .input(catalogueInput)
    .output(subscriptionAnswer)
    .query(async ({ ctx }) => {
      const subscription = await getSubscription(ctx.deps, { reader: ctx.caller, businessId: ctx.businessId });
      return toSubscriptionAnswer(orThrow(subscription));
    }),
});
