import { billingProcedure, readProcedure, router } from "../trpc/procedures.ts";
import { buyPackage } from "../use-cases/buy-package.ts";
import { getPurchase } from "../use-cases/get-purchase.ts";
import { listPurchases } from "../use-cases/list-purchases.ts";
import { nameOfCaller } from "./caller-names.ts";
import { listOf } from "./catalogue-schemas.ts";
import { markReplayed } from "./mark-replayed.ts";
import { orThrow } from "./or-throw.ts";
import { toPurchaseAnswer } from "./purchases-answers.ts";
import { createPurchaseInput, getPurchaseInput, listPurchasesInput, purchaseAnswer } from "./purchases-schemas.ts";

export const purchasesRouter = router({
  create: billingProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/purchase",
        tag: "Purchases",
        summary: "Buy a package, once per key",
        idempotencyField: "key",
      },
    })
    .input(createPurchaseInput)
    .output(purchaseAnswer)
    .mutation(async ({ ctx, input }) => {
      const bought = await buyPackage(ctx.deps, {
        businessId: ctx.businessId,
        packageKey: input.package,
        payWith: input.payWith,
        requestKey: input.key,
        returnUrl: input.returnUrl,
        ...nameOfCaller(ctx.caller),
      });
      const { purchase, isReplay } = orThrow(bought);
      markReplayed(ctx, isReplay ? "replayed" : "begun");
      return toPurchaseAnswer(purchase);
    }),

  get: readProcedure
    .meta({ rest: { method: "GET", path: "/purchases/{id}", tag: "Purchases", summary: "How a purchase stands" } })
    .input(getPurchaseInput)
    .output(purchaseAnswer)
    .query(async ({ ctx, input }) => {
      const found = await getPurchase(ctx.deps, { reader: ctx.caller, businessId: ctx.businessId, id: input.id });
      return toPurchaseAnswer(orThrow(found).purchase);
    }),

  list: readProcedure
    .meta({ rest: { method: "GET", path: "/purchases", tag: "Purchases", summary: "What was bought, newest first" } })
    .input(listPurchasesInput)
    .output(listOf(purchaseAnswer))
    .query(async ({ ctx, input }) => {
      const { caller: reader, businessId } = ctx;
      const purchases = await listPurchases(ctx.deps, { reader, businessId, limit: input.limit });
      return { items: purchases.map(toPurchaseAnswer), nextCursor: null };
    }),
});
