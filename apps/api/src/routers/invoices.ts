import { z } from "zod";
import { businessIdField, cursorField, limitField } from "../trpc/fields.ts";
import { readProcedure, router } from "../trpc/procedures.ts";
import { listInvoices } from "../use-cases/list-invoices.ts";
import type { Bill } from "../use-cases/payment-provider.ts";
import { moneyAnswer, urlAnswer } from "./money-schemas.ts";
import { orThrow } from "./or-throw.ts";
import { instantAnswer } from "./wire-fields.ts";
import { toInstantText } from "./wire-instants.ts";

const listInput = z
  .strictObject({
    businessId: businessIdField,
    cursor: cursorField.optional(),
    limit: limitField,
    // What an infinite query of tRPC's client sends along.
    direction: z.literal("forward").optional(),
  })
  .prefault({});

const bill = z.strictObject({
  id: z.string(),
  kind: z.enum(["invoice", "receipt"]).describe("A receipt is of a package"),
  number: z.string().nullable(),
  purchaseId: z.guid().nullable(),
  description: z.string(),
  createdAt: instantAnswer,
  amount: moneyAnswer,
  amountDue: moneyAnswer,
  refunded: moneyAnswer,
  status: z.enum(["draft", "open", "paid", "void", "uncollectible", "refunded", "failed"]),
  url: urlAnswer.nullable(),
  pdfUrl: urlAnswer.nullable(),
});

export const invoicesRouter = router({
  list: readProcedure
    .meta({
      rest: { method: "GET", path: "/invoices", tag: "Payment", summary: "Invoices, and receipts of packages" },
    })
    .input(listInput)
    .output(z.strictObject({ items: z.array(bill), nextCursor: z.string().nullable() }))
    .query(async ({ ctx, input }) => {
      const { cursor, limit } = input;
      const { bills, nextCursor } = orThrow(
        await listInvoices(ctx.deps, { businessId: ctx.businessId, cursor, limit }),
      );
      return { items: bills.map(toBillAnswer), nextCursor };
    }),
});

function toBillAnswer({ currency, ...bill }: Bill) {
  const inCurrency = (amount: number) => ({ amount, currency });
  return {
    ...bill,
    createdAt: toInstantText(bill.createdAt),
    amount: inCurrency(bill.amount),
    amountDue: inCurrency(bill.amountDue),
    refunded: inCurrency(bill.refunded),
  };
}
