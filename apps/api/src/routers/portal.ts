import { billingProcedure, router } from "../trpc/procedures.ts";
import { openPortal } from "../use-cases/open-card-setup.ts";
import { nameOfCaller } from "./caller-names.ts";
import { orThrow } from "./or-throw.ts";
import { pageAnswer, setUpCardInput } from "./payment-methods-schemas.ts";

export const portalRouter = router({
  create: billingProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/portal",
        tag: "Payment",
        summary: "The provider's page for cards, addresses and invoices",
      },
    })
    .input(setUpCardInput)
    .output(pageAnswer)
    .mutation(async ({ ctx, input }) => {
      const { email } = nameOfCaller(ctx.caller);
      const asked = { businessId: ctx.businessId, returnUrl: input.returnUrl, email };
      return orThrow(await openPortal(ctx.deps, asked));
    }),
});
