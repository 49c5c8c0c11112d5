import { expect, test } from "vitest";
import { balanceChange, invoiceTotals, totalByDiscount } from "./invoice-totals.ts";

const invoice = (amounts: number[], startingBalance = 0, minimumCharge = 50) =>
  invoiceTotals({ lines: amounts.map((amount) => ({ amount, discountAmounts: [] })), startingBalance, minimumCharge });

// https://docs.stripe.com/billing/customer/balance
test.each([
  { about: "no balance", amounts: [1000], balance: 0, due: 1000, ending: 0 },
  { about: "credit covers a part", amounts: [1000], balance: -400, due: 600, ending: 0 },
  { about: "credit covers all", amounts: [1000], balance: -1500, due: 0, ending: -500 },
  { about: "a debt is collected along", amounts: [1000], balance: 200, due: 1200, ending: 0 },
  { about: "a total below zero becomes credit", amounts: [-700, 200], balance: -100, due: 0, ending: -600 },
  { about: "too small to charge goes on the balance", amounts: [49], balance: 0, due: 0, ending: 49 },
  { about: "the smallest charge", amounts: [50], balance: 0, due: 50, ending: 0 },
  { about: "zero", amounts: [0], balance: 0, due: 0, ending: 0 },
])("$about", ({ amounts, balance, due, ending }) => {
  const totals = invoice(amounts, balance);
  expect([totals.amountDue, totals.endingBalance]).toEqual([due, ending]);
  expect(balanceChange(balance, totals)).toBe(ending - balance);
});

test("yen has no cents: fifty is the least charge and no division happens", () => {
  expect(invoice([50]).amountDue).toBe(50);
});

test("discounts leave the subtotal and lower the total, summed by discount", () => {
  const lines = [
    { amount: 1000, discountAmounts: [{ discount: "di_a", amount: 166 }] },
    { amount: 2000, discountAmounts: [{ discount: "di_a", amount: 334 }] },
  ];
  expect(invoiceTotals({ lines, startingBalance: 0, minimumCharge: 50 })).toMatchObject({
    subtotal: 3000,
    total: 2500,
  });
  expect(totalByDiscount(lines)).toEqual([{ discount: "di_a", amount: 500 }]);
});
