import { TRANSACTIONS_TABLE } from "../exports/transaction-columns.ts";
import { readProcedure, router } from "../trpc/procedures.ts";
import { getTransaction } from "../use-cases/get-transaction.ts";
import { listTransactions } from "../use-cases/list-transactions.ts";
import { exportStream } from "./export-stream.ts";
import { orThrow } from "./or-throw.ts";
import { toReceiptAnswer } from "./receipt-answers.ts";
import { toTransactionFilters } from "./transaction-filters.ts";
import { toTransactionAnswer } from "./transactions-answers.ts";
import {
  exportTransactionsInput,
  getTransactionInput,
  listTransactionsAnswer,
  listTransactionsInput,
  transactionReceipt,
} from "./transactions-schemas.ts";

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
        filters: toTransactionFilters(input),
        cursor: input.cursor ?? null,
        limit: input.limit,
      });
      const { items, nextCursor } = orThrow(page);
      return { items: items.map(toTransactionAnswer), nextCursor };
    }),

  export: readProcedure
    .input(exportTransactionsInput)
    .query(({ ctx, input }) => exportStream(ctx, { table: TRANSACTIONS_TABLE, input })),

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
