import { metadata } from "../parameters/metadata.ts";
import { amount } from "../parameters/money.ts";
import { enumeration, integer, string, timestamp } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import { list, object, type Parsed } from "../parameters/structures.ts";

const line = object({
  amount: amount(1),
  description: string(),
  invoice_line_item: string(),
  metadata: metadata(),
  quantity: integer({ minimum: 1 }),
  type: required(enumeration(["custom_line_item", "invoice_line_item"])),
  unit_amount: amount(1),
});

export const creditNoteShape = {
  amount: amount(1),
  credit_amount: amount(),
  effective_at: timestamp(),
  invoice: required(string()),
  lines: list(line),
  memo: string(),
  metadata: metadata(),
  out_of_band_amount: amount(),
  reason: enumeration(["duplicate", "fraudulent", "order_change", "product_unsatisfactory"]),
  refund_amount: amount(),
  refunds: list(object({ amount_refunded: amount(1), refund: required(string()) })),
};

export type CreditNoteGiven = Parsed<typeof creditNoteShape>;
export type CreditLineGiven = NonNullable<CreditNoteGiven["lines"]>[number];
