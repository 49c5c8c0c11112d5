import { metadata } from "../parameters/metadata.ts";
import { boolean, enumeration, integer, string, timestamp } from "../parameters/scalars.ts";
import { emptyable, required } from "../parameters/schema.ts";
import { list, object } from "../parameters/structures.ts";
import { automaticTaxParameter } from "../parameters/uncovered.ts";
import { discountsParameter } from "./redeem-discounts.ts";

const described = {
  auto_advance: boolean(),
  automatic_tax: automaticTaxParameter(),
  automatically_finalizes_at: timestamp(),
  collection_method: enumeration(["charge_automatically", "send_invoice"]),
  custom_fields: emptyable(list(object({ name: required(string()), value: required(string()) }), { maximum: 4 })),
  days_until_due: integer({ minimum: 0 }),
  default_payment_method: string(),
  description: string(),
  discounts: emptyable(discountsParameter()),
  due_date: timestamp(),
  effective_at: timestamp(),
  footer: string(),
  metadata: metadata(),
  number: string({ maximumLength: 26 }),
  statement_descriptor: string({ maximumLength: 22 }),
};

export const invoiceUpdateShape = described;

export const invoiceCreateShape = {
  ...described,
  currency: string({ maximumLength: 3 }),
  customer: string(),
  pending_invoice_items_behavior: enumeration(["exclude", "include"]),
  subscription: string(),
};
