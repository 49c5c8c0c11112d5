import type { PaymentKey } from "@farebox/billing-core";
import { z } from "zod";
import { businessIdField, keyField } from "../trpc/fields.ts";
import { adminProcedure } from "../trpc/procedures.ts";
import { refundPayment } from "../use-cases/refund-payment.ts";
import { nameOfCaller } from "./caller-names.ts";
import { markReplayed } from "./mark-replayed.ts";
import { moneyAnswer } from "./money-schemas.ts";
import { orThrow } from "./or-throw.ts";
import { reasonField } from "./wire-fields.ts";

const MOST_MONEY = 100_000_000_000;

const refundInput = z.strictObject({
  businessId: businessIdField,
  payment: z
    .string()
    .max(255)
    .regex(/^(purchase|invoice):[!-~]{1,200}$/, "must be purchase:<id> or invoice:<id>"),
  amount: z.int().min(1).max(MOST_MONEY).optional().describe("In minor units, with tax. Left out: all that is left"),
  reason: reasonField,
  key: keyField.describe("Unique for this refund, for ever: the header Idempotency-Key"),
});

const refundAnswer = z.strictObject({
  refundId: z.string(),
  payment: z.string(),
  amount: moneyAnswer,
  status: z.enum(["pending", "succeeded", "failed", "canceled"]),
});

export const refundProcedure = adminProcedure
  .meta({
    rest: {
      method: "POST",
      path: "/admin/refunds",
      tag: "Admin",
      summary: "Give money back, once per key",
      description: "Tokens go back with the money once the payment provider says that it is so.",
      idempotencyField: "key",
    },
  })
  .input(refundInput)
  .output(refundAnswer)
  .mutation(async ({ ctx, input }) => {
    const refunded = await refundPayment(ctx.deps, {
      businessId: ctx.businessId,
      payment: input.payment as PaymentKey,
      amount: input.amount ?? null,
      reason: input.reason,
      requestKey: input.key,
      requestedBy: nameOfCaller(ctx.caller).requestedBy,
    });
    const { refund, isReplay } = orThrow(refunded);
    markReplayed(ctx, isReplay ? "replayed" : "made");
    const { refundId, amount, currency, status } = refund;
    return { refundId, payment: input.payment, amount: { amount, currency }, status };
  });
