import { readProcedure, router } from "../trpc/procedures.ts";
import { getTransaction } from "../use-cases/get-transaction.ts";
import { listTransactions } from "../use-cases/list-transactions.ts";
import { orThrow } from "./or-throw.ts";
import { toReceiptAnswer } from "./receipt-answers.ts";
import { toTransactionAnswer } from "./transactions-answers.ts";
import {
  getTransactionInput,
  listTransactionsAnswer,
  listTransactionsInput,
  transactionReceipt,
} from "./transactions-schemas.ts";
import { fromInstantTextOrNull } from "./wire-instants.ts";

export const transactionsRouter = router({
  list: readProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/transactions",
        tag: "Transactions",
        summary: "What moved tokens, newest first",
        description: "One item per cause, however many grants it touched, in the order the balance moved.",
      },
    })
    .input(listTransactionsInput)
    .output(listTransactionsAnswer)
    .query(async ({ ctx, input }) => {
      const page = await listTransactions(ctx.deps, {
        reader: ctx.caller,
        businessId: ctx.businessId,
        filters: {
          type: input.type ?? null,
          service: input.service ?? null,
          agentId: input.agentId ?? null,
          from: fromInstantTextOrNull(input.from),
          to: fromInstantTextOrNull(input.to),
          search: input.q ?? null,
        },
        cursor: input.cursor ?? null,
        limit: input.limit,
      });
      const { items, nextCursor } = orThrow(page);
      return { items: items.map(toTransactionAnswer), nextCursor };
    }),

  get: readProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/transactions/{id}",
        tag: "Transactions",
        summary: "A receipt, with the arithmetic shown",
      },
    })
    .input(getTransactionInput)
    .output(transactionReceipt)
    .query(async ({ ctx, input }) => {
      const receipt = await getTransaction(ctx.deps, { reader: ctx.caller, businessId: ctx.businessId, id: input.id });
      return toReceiptAnswer(orThrow(receipt));
    }),
});
