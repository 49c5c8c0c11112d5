import { mirror } from "./proration.ts";

/**
 * The sums of an invoice, and what it does to the customer's balance. A balance below zero is the customer's credit and is
 * used first; a positive one is owed and is collected with the invoice. A total below zero becomes credit. What is too small
 * to charge is put on the balance, to be collected with the next invoice.
 * Sources: https://docs.stripe.com/billing/customer/balance, https://docs.stripe.com/api/invoices/object (`amount_due`).
 */
export function invoiceTotals(input: InvoiceInput): InvoiceTotals {
  const subtotal = sum(input.lines.map((line) => line.amount));
  const discount = sum(input.lines.flatMap((line) => line.discountAmounts.map(({ amount }) => amount)));
  const total = subtotal - discount;
  const owed = total + input.startingBalance;
  const isTooSmall = owed > 0 && owed < input.minimumCharge;
  if (owed <= 0 || isTooSmall) {
    return { subtotal, total, amountDue: 0, endingBalance: owed, isTooSmall };
  }
  return { subtotal, total, amountDue: owed, endingBalance: 0, isTooSmall };
}

export type InvoiceInput = {
  readonly lines: readonly {
    readonly amount: number;
    readonly discountAmounts: readonly { readonly discount: string; readonly amount: number }[];
  }[];
  readonly startingBalance: number;
  readonly minimumCharge: number;
};

export type InvoiceTotals = {
  readonly subtotal: number;
  readonly total: number;
  readonly amountDue: number;
  readonly endingBalance: number;
  readonly isTooSmall: boolean;
};

/** What the same discount took off all lines together, in the order the discounts appear. */
export function totalByDiscount(lines: InvoiceInput["lines"]): { discount: string; amount: number }[] {
  const totals = new Map<string, number>();
  for (const { discount, amount } of lines.flatMap((line) => line.discountAmounts)) {
    totals.set(discount, (totals.get(discount) ?? 0) + amount);
  }
  return [...totals].map(([discount, amount]) => ({ discount, amount }));
}

export function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

/** The change of the balance that the invoice makes; zero means no balance transaction. */
export function balanceChange(startingBalance: number, totals: InvoiceTotals): number {
  return mirror(startingBalance - totals.endingBalance);
}
