import { z } from "zod";
import { businessIdField, idField, keyField, limitField } from "../trpc/fields.ts";
import { PAY_WITH } from "../use-cases/begin-purchase.ts";
import { moneyAnswer, returnUrlField, urlAnswer } from "./money-schemas.ts";
import { instantAnswer, tokensAnswer } from "./wire-fields.ts";

/** What it costs and what it brings, the catalogue says; who buys, the caller's rights. Nothing of it can be sent. */
export const createPurchaseInput = z.strictObject({
  businessId: businessIdField,
  package: z.string().min(1).max(100),
  key: keyField.describe("Unique for this purchase, for ever: the header Idempotency-Key"),
  payWith: z.enum(PAY_WITH).default("checkout").describe("A hosted page, or the card that is saved"),
  returnUrl: returnUrlField,
});

export const getPurchaseInput = z.strictObject({ businessId: businessIdField, id: idField });

export const listPurchasesInput = z.strictObject({ businessId: businessIdField, limit: limitField }).prefault({});

export const purchaseAnswer = z.strictObject({
  purchaseId: z.guid(),
  package: z.string(),
  kind: z.enum(["package", "top_up"]),
  status: z
    .enum(["pending", "open", "processing", "paid", "failed", "expired"])
    .describe("`open` waits for a person at `checkoutUrl`; with `paid` its tokens are there"),
  checkoutUrl: urlAnswer.optional(),
  tokens: tokensAnswer,
  bonus: tokensAnswer,
  total: tokensAnswer,
  price: moneyAnswer,
  failureCode: z.string().nullable(),
  createdAt: instantAnswer,
  paidAt: instantAnswer.nullable(),
});
