import { describe, expect, test } from "vitest";
import { tokens, ZERO } from "../amounts.ts";
import { DAY_MS } from "../instants.ts";
import { tokenMonthStart } from "../periods.ts";
import { invoicePayment, SUBSCRIBED_AT } from "../testing/selling-life.ts";
import { factsOfInvoice, type InvoiceLine, type PaidInvoice, type PriceMeaning } from "./invoice-facts.ts";

function price(planKey: string, monthly: number, interval: "month" | "year" = "month"): PriceMeaning {
  const tokensMonthly = tokens(monthly);
  return { priceId: `price_${planKey}`, kind: "plan", planKey, interval, tokensMonthly, rolloverCap: ZERO };
}

const starter = price("starter", 1_000);
const pro = price("pro", 5_000);
const endAt = tokenMonthStart(SUBSCRIBED_AT, 1);
const halfway = SUBSCRIBED_AT + 15 * DAY_MS;

function line(fields: Partial<InvoiceLine> = {}): InvoiceLine {
  const amount = fields.amount ?? 900;
  return {
    id: "il_1",
    price: starter,
    amount,
    net: amount,
    quantity: 1,
    isProration: false,
    startAt: SUBSCRIBED_AT,
    endAt,
    ...fields,
  };
}

function invoice(lines: readonly InvoiceLine[], fields: Partial<PaidInvoice> = {}): PaidInvoice {
  const about = { id: "in_1", status: "paid", subscriptionId: "sub_1", anchorAt: SUBSCRIBED_AT, currency: "usd" };
  return { ...about, lines, ...fields };
}

const change = [
  line({ id: "il_old", amount: -450, isProration: true, startAt: halfway }),
  line({ id: "il_new", price: pro, amount: 1_450, isProration: true, startAt: halfway }),
];

describe("a paid invoice", () => {
  test("brings the month of its plan, keyed by the line", () => {
    expect(factsOfInvoice(invoice([line()]))).toEqual({
      flags: [],
      facts: [
        {
          fact: "plan_line_paid",
          lineId: "il_1",
          subscriptionId: "sub_1",
          planKey: "starter",
          payment: invoicePayment("in_1"),
          cost: 900,
          tokensMonthly: tokens(1_000),
          rolloverCap: ZERO,
          months: [{ startAt: SUBSCRIBED_AT, endAt }],
        },
      ],
    });
  });

  test.each(["open", "void", "uncollectible", "draft"])("W36 M23: %s brings nothing", (status) => {
    expect(factsOfInvoice(invoice([line()], { status }))).toEqual({ facts: [], flags: [] });
  });

  test("M09: of a free trial brings nothing, with a coupon of 100 % the whole month", () => {
    expect(factsOfInvoice(invoice([line({ amount: 0 })])).facts).toEqual([]);
    expect(factsOfInvoice(invoice([line({ net: 0 })])).facts).toMatchObject([
      { cost: 0, tokensMonthly: tokens(1_000) },
    ]);
  });

  test("M10: with a coupon of 50 % brings tokens by plan, not by amount", () => {
    expect(factsOfInvoice(invoice([line({ net: 450 })])).facts).toMatchObject([
      { cost: 450, tokensMonthly: tokens(1_000), payment: { paid: 450 } },
    ]);
  });

  test("M15: an unknown price and a quantity are flagged, and the rest of the invoice counts", () => {
    const strange = [line({ id: "il_x", price: null }), line({ id: "il_q", quantity: 2 }), line()];
    expect(factsOfInvoice(invoice(strange))).toMatchObject({
      facts: [{ lineId: "il_1" }],
      flags: [
        { flag: "unknown_price", lineId: "il_x" },
        { flag: "quantity_not_one", lineId: "il_q" },
      ],
    });
  });

  test("W35: every priced line counts once, however many there are", () => {
    const lines = Array.from({ length: 25 }, (_, number) => line({ id: `il_${number}` }));
    expect(factsOfInvoice(invoice(lines)).facts).toHaveLength(25);
  });

  test("M18: of a yearly line brings twelve months from the anchor's day", () => {
    const yearly = line({ price: price("starter", 1_000, "year"), endAt: tokenMonthStart(SUBSCRIBED_AT, 12) });
    const [fact] = factsOfInvoice(invoice([yearly])).facts;
    expect(fact).toMatchObject({ months: { length: 12 } });
  });

  test("M12: of an upgrade brings the difference, keyed by the line that was charged", () => {
    expect(factsOfInvoice(invoice(change))).toMatchObject({
      flags: [],
      facts: [
        {
          fact: "upgrade_line_paid",
          lineId: "il_new",
          cost: 1_000,
          oldMonthly: tokens(1_000),
          newMonthly: tokens(5_000),
          proratedAt: halfway,
          month: { startAt: SUBSCRIBED_AT, endAt },
          laterMonths: [],
        },
      ],
    });
  });

  test("M13: of a downgrade with money back is a refund of that money", () => {
    const down = [
      line({
        id: "il_old",
        price: pro,
        amount: -1_450,
        isProration: true,
        startAt: halfway,
      }),
      line({ id: "il_new", amount: 450, isProration: true, startAt: halfway }),
    ];
    expect(factsOfInvoice(invoice(down)).facts).toEqual([
      {
        fact: "plan_credited",
        lineId: "il_old",
        subscriptionId: "sub_1",
        amount: 1_000,
        currency: "usd",
        lessMonthly: { oldMonthly: tokens(5_000), newMonthly: tokens(1_000), proratedAt: halfway, until: endAt },
        reason: "changed to starter",
      },
    ]);
  });

  test("a cancellation that credits unused time takes the tokens of that time", () => {
    expect(factsOfInvoice(invoice(change.slice(0, 1))).facts).toMatchObject([
      { fact: "plan_credited", amount: 450, lessMonthly: { newMonthly: 0n } },
    ]);
  });

  test("M09: an empty proration brings nothing, a charge without what it replaces is flagged", () => {
    const empty = change.map((one) => ({ ...one, amount: 0, net: 0 }));
    expect(factsOfInvoice(invoice(empty))).toEqual({ facts: [], flags: [] });
    expect(factsOfInvoice(invoice(change.slice(1))).flags).toEqual([{ flag: "unpaired_proration", lineId: "il_new" }]);
  });
});
