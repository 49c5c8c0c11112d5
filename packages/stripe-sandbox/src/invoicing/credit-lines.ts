import type Stripe from "stripe";
import { roundedQuotient } from "../billing/rounding.ts";
import { mergeMetadata } from "../parameters/metadata.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import type { CreditLineGiven, CreditNoteGiven } from "./credit-note-parameters.ts";

export type CreditLine = Stored<Stripe.CreditNoteLineItem>;

/** What a credit note takes back, line by line; a line of the invoice takes its part of its discounts back with it. */
export function buildCreditLines(world: World, given: CreditNoteGiven): CreditLine[] {
  if ((given.amount === undefined) === (given.lines === undefined)) {
    throw invalidRequest("You must pass exactly one of `amount` and `lines`.", { param: "amount" });
  }
  if (given.amount !== undefined) {
    return [
      customLine(
        world,
        { type: "custom_line_item", description: given.memo ?? "Credit", quantity: 1, unit_amount: given.amount },
        "amount",
      ),
    ];
  }
  return (given.lines ?? []).map((line, index) =>
    line.type === "custom_line_item"
      ? customLine(world, line, `lines[${index}]`)
      : invoiceLine(world, given.invoice, line, `lines[${index}]`),
  );
}

function customLine(world: World, given: CreditLineGiven, param: string): CreditLine {
  const { unit_amount: unit, quantity = 1, description } = given;
  if (unit === undefined || description === undefined) {
    throw invalidRequest("A custom line needs `description`, `quantity` and `unit_amount`.", {
      code: "parameter_missing",
      param: `${param}[unit_amount]`,
    });
  }
  return build(world, given, { amount: unit * quantity, quantity, description, unit, discounts: [] });
}

function invoiceLine(world: World, invoice: string, given: CreditLineGiven, param: string): CreditLine {
  const id = given.invoice_line_item;
  const line = id === undefined ? undefined : world.invoice_lines.get(id);
  if (line === undefined || line.invoice !== invoice) {
    throw invalidRequest(`No such invoice line item: '${id ?? ""}'`, {
      code: "resource_missing",
      param: `${param}[invoice_line_item]`,
    });
  }
  const quantity = given.quantity ?? line.quantity ?? 1;
  const amount = given.amount ?? part(line.amount, quantity, line.quantity ?? 1);
  if (amount > line.amount || quantity > (line.quantity ?? 1)) {
    throw invalidRequest("A credit note line cannot be more than the invoice line it credits.", { param });
  }
  const discounts = (line.discount_amounts ?? []).map((each) => ({
    discount: each.discount,
    amount: part(each.amount, amount, line.amount),
  }));
  return {
    ...build(world, given, { amount, quantity, description: line.description, unit: null, discounts }),
    invoice_line_item: line.id,
  };
}

interface Credited {
  readonly amount: number;
  readonly quantity: number;
  readonly description: string | null;
  readonly unit: number | null;
  readonly discounts: { discount: string; amount: number }[];
}

function build(
  world: World,
  given: CreditLineGiven,
  { amount, quantity, description, unit, discounts }: Credited,
): CreditLine {
  return {
    id: world.credit_note_lines.newId(),
    object: "credit_note_line_item",
    amount,
    description: given.description ?? description,
    discount_amount: discounts.reduce((sum, each) => sum + each.amount, 0),
    discount_amounts: discounts,
    livemode: false,
    metadata: mergeMetadata({}, given.metadata),
    pretax_credit_amounts: discounts.map((each) => ({ ...each, type: "discount" })),
    quantity,
    tax_rates: [],
    taxes: [],
    type: given.type,
    unit_amount: unit,
    unit_amount_decimal: unit === null ? null : String(unit),
  } satisfies CreditLine;
}

function part(amount: number, share: number, whole: number): number {
  return whole === 0 ? 0 : roundedQuotient(BigInt(amount) * BigInt(share), BigInt(whole));
}
