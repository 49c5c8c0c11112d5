import { billingEndProcedure, billingProcedure, readProcedure, router } from "../trpc/procedures.ts";
import { changeCard, listCards } from "../use-cases/list-cards.ts";
import { openCardSetup } from "../use-cases/open-card-setup.ts";
import { nameOfCaller } from "./caller-names.ts";
import { orThrow } from "./or-throw.ts";
import { cardInput, cardsAnswer, listCardsInput, pageAnswer, setUpCardInput } from "./payment-methods-schemas.ts";

const tag = "Payment";

export const paymentMethodsRouter = router({
  list: readProcedure
    .meta({ rest: { method: "GET", path: "/payment-methods", tag, summary: "Cards that are saved" } })
    .input(listCardsInput)
    .output(cardsAnswer)
    .query(async ({ ctx }) => toList(orThrow(await listCards(ctx.deps, { businessId: ctx.businessId })))),

  setUp: billingProcedure
    .meta({ rest: { method: "POST", path: "/payment-methods", tag, summary: "A page where a person adds a card" } })
    .input(setUpCardInput)
    .output(pageAnswer)
    .mutation(async ({ ctx, input }) => {
      const { email } = nameOfCaller(ctx.caller);
      const asked = { businessId: ctx.businessId, returnUrl: input.returnUrl, email };
      return orThrow(await openCardSetup(ctx.deps, asked));
    }),

  setDefault: billingProcedure
    .meta({
      rest: { method: "POST", path: "/payment-methods/{id}/default", tag, summary: "Pay with this card from now on" },
    })
    .input(cardInput)
    .output(cardsAnswer)
    .mutation(async ({ ctx, input }) => {
      const asked = { businessId: ctx.businessId, cardId: input.id, change: "make_default" } as const;
      return toList(orThrow(await changeCard(ctx.deps, asked)));
    }),

  remove: billingEndProcedure
    .meta({ rest: { method: "DELETE", path: "/payment-methods/{id}", tag, summary: "Forget a card" } })
    .input(cardInput)
    .output(cardsAnswer)
    .mutation(async ({ ctx, input }) => {
      const asked = { businessId: ctx.businessId, cardId: input.id, change: "remove" } as const;
      return toList(orThrow(await changeCard(ctx.deps, asked)));
    }),
});

function toList<Item>(items: readonly Item[]) {
  return { items: [...items], nextCursor: null };
}
