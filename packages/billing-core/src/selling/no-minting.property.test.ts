import fc from "fast-check";
import { expect, test } from "vitest";
import { type MicroTokens, tokens, ZERO } from "../amounts.ts";
import { type Instant, MINUTE_MS } from "../instants.ts";
import { tokenMonthStart } from "../periods.ts";
import { testIds } from "../testing/builders.ts";
import { MemoryLedger } from "../testing/memory-ledger.ts";
import { apply, aSubscription, refundOf, SUBSCRIBED_AT } from "../testing/selling-life.ts";
import type { Fact } from "./facts.ts";
import { factsOfInvoice, type InvoiceLine, type PriceMeaning } from "./invoice-facts.ts";
import type { PaymentRef } from "./selling-state.ts";

const PLANS = [
  { key: "starter", price: 900, monthly: 1_000 },
  { key: "pro", price: 2_900, monthly: 5_000 },
  { key: "business", price: 9_900, monthly: 20_000 },
] as const;

const END = tokenMonthStart(SUBSCRIBED_AT, 1);

/** What somebody does to a subscription within a month, in the portal, through us or in the provider's dashboard. */
type Move =
  | { readonly does: "move"; readonly plan: number }
  | { readonly does: "refund"; readonly payment: number; readonly percent: number }
  | { readonly does: "fail_refund"; readonly payment: number }
  | { readonly does: "cancel_now" }
  | { readonly does: "dispute"; readonly payment: number; readonly lost: boolean };

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant("move" as const), plan: fc.nat({ max: 2 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("refund" as const),
      payment: fc.nat({ max: 6 }),
      percent: fc.constantFrom(1, 30, 50, 100),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("fail_refund" as const), payment: fc.nat({ max: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("cancel_now" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant("dispute" as const), payment: fc.nat({ max: 6 }), lost: fc.boolean() }),
  },
);

const anyHistory = fc.array(fc.record({ move: anyMove, after: fc.constantFrom(0, 1, 60, 10_000) }), {
  minLength: 1,
  maxLength: 14,
});

test("M14: no sequence of upgrades, downgrades, cancellations and refunds mints tokens beyond what the money kept pays for", () => {
  fc.assert(
    fc.property(anyHistory, fc.boolean(), fc.integer(), (history, isShuffled, seed) => {
      const provider = new Provider();
      for (const { move, after } of history) provider.take(move, after * MINUTE_MS);
      const ledger = new MemoryLedger();
      const told = isShuffled ? shuffled(provider.facts, seed) : provider.facts;
      for (const fact of [...told, ...told])
        ledger.submit([apply(fact)], { now: provider.now, newId: testIds(nextId()) });
      const standing = [...ledger.grants.values()].reduce(
        (sum, { original, payment }) => sum + original - (payment?.refunded ?? 0n) - (payment?.shortfall ?? 0n),
        0n,
      );
      // Every step rounds up by less than one micro-token.
      expect(standing).toBeLessThanOrEqual(provider.paidFor() + BigInt(history.length + 1));
    }),
    { numRuns: 1_000 },
  );
});

/**
 * The provider's side: prorates money to the minor unit and credits what is unused. What was kept pays for the plan that
 * counts, plan by plan and moment by moment; what was refunded or disputed away pays for nothing.
 */
class Provider {
  readonly facts: Fact[] = [];
  now: Instant = SUBSCRIBED_AT;
  readonly #payments: { ref: PaymentRef; tokens: bigint; lost: number; isDisputed: boolean; refunds: number[] }[] = [];
  #credited = 0n;
  #plan = 0;
  #lineNumber = 0;
  #isOver = false;

  constructor() {
    this.#bill([this.#line(0, { amount: PLANS[0].price })], tokens(PLANS[0].monthly));
  }

  take(move: Move, afterMs: number): void {
    this.now = Math.min(this.now + afterMs, END - 1);
    if (move.does === "move" && !this.#isOver && move.plan !== this.#plan) this.#move(move.plan);
    if (move.does === "refund") this.#refund(move.payment, move.percent);
    if (move.does === "fail_refund") this.#failRefund(move.payment);
    if (move.does === "dispute") this.#dispute(move.payment, move.lost);
    if (move.does === "cancel_now" && !this.#isOver) {
      this.#isOver = true;
      const ended = aSubscription({ status: "canceled", endedAt: this.now, asOf: this.now });
      this.facts.push({ fact: "subscription_state", subscription: ended });
    }
  }

  /** What was bought by money that is still there, less what was credited; credits may be for tokens that refunds took. */
  paidFor(): bigint {
    const kept = this.#payments.reduce((sum, { ref, tokens: bought, lost, refunds }) => {
      const back = refunds.reduce((total, one) => total + one, lost);
      return sum + (bought * BigInt(Math.max(0, ref.paid - back))) / BigInt(ref.paid);
    }, 0n);
    return kept > this.#credited ? kept - this.#credited : 0n;
  }

  #move(plan: number): void {
    const [old, now] = [PLANS[this.#plan], PLANS[plan]];
    if (old === undefined || now === undefined) return;
    const left = BigInt(END - this.now);
    const part = (amount: number) => Math.round((amount * Number(left)) / (END - SUBSCRIBED_AT));
    const [unused, rest] = [part(old.price), part(now.price)];
    if (rest === unused) return;
    const credited = this.#line(this.#plan, { amount: -unused, isProration: true });
    const charged = this.#line(plan, { amount: rest, isProration: true });
    const difference = (tokens(now.monthly) - tokens(old.monthly)) * left;
    const exact = (difference < 0n ? -difference : difference) / BigInt(END - SUBSCRIBED_AT);
    this.#bill([credited, charged], difference > 0n ? exact : 0n);
    if (difference < 0n) this.#credited += exact;
    this.#plan = plan;
  }

  #refund(number: number, percent: number): void {
    const payment = this.#payments[number % this.#payments.length];
    if (payment === undefined) return;
    const amount = Math.ceil((payment.ref.paid * percent) / 100);
    payment.refunds.push(amount);
    const cause = `refund:re_${payment.ref.key}_${payment.refunds.length}` as const;
    this.facts.push(refundOf(payment.ref, { cause, amount }));
  }

  #failRefund(number: number): void {
    const payment = this.#payments[number % this.#payments.length];
    const amount = payment?.refunds.at(-1);
    if (payment === undefined || amount === undefined || amount === 0) return;
    const cause = `refund:re_${payment.ref.key}_${payment.refunds.length}` as const;
    payment.refunds[payment.refunds.length - 1] = 0;
    this.facts.push(refundOf(payment.ref, { cause, amount, standing: false }));
  }

  #dispute(number: number, isLost: boolean): void {
    const payment = this.#payments[number % this.#payments.length];
    if (payment === undefined || payment.isDisputed) return;
    payment.isDisputed = true;
    if (isLost) payment.lost = payment.ref.paid;
    const dispute = {
      payment: payment.ref,
      disputeId: `dp_${payment.ref.key}`,
      amount: payment.ref.paid,
      reason: null,
    };
    this.facts.push({ fact: "dispute", ...dispute, phase: isLost ? "lost" : "won" });
  }

  #bill(lines: readonly InvoiceLine[], bought: bigint): void {
    const id = `in_${this.#lineNumber}`;
    const about = { subscriptionId: "sub_1", anchorAt: SUBSCRIBED_AT, currency: "usd", status: "paid" };
    const { facts } = factsOfInvoice({ id, ...about, lines });
    const paid = Math.max(
      0,
      lines.reduce((sum, { net }) => sum + net, 0),
    );
    const ref: PaymentRef = { key: `invoice:${id}`, paid, currency: "usd" };
    if (bought > 0n) this.#payments.push({ ref, tokens: bought, lost: 0, isDisputed: false, refunds: [] });
    this.facts.push(...facts);
  }

  #line(plan: number, fields: Partial<InvoiceLine> & { readonly amount: number }): InvoiceLine {
    const { key, monthly } = PLANS[plan] ?? PLANS[0];
    const id = `il_${this.#lineNumber}`;
    this.#lineNumber += 1;
    const span = { startAt: this.now, endAt: END };
    return {
      id,
      price: planPrice(key, tokens(monthly)),
      net: fields.amount,
      quantity: 1,
      isProration: false,
      ...span,
      ...fields,
    };
  }
}

function planPrice(planKey: string, tokensMonthly: MicroTokens): PriceMeaning {
  return { priceId: planKey, kind: "plan", planKey, interval: "month", tokensMonthly, rolloverCap: ZERO };
}

/** An order that the seed decides. */
function shuffled<Item>(items: readonly Item[], seed: number): readonly Item[] {
  let state = seed >>> 0;
  return items
    .map((item) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return { item, place: state };
    })
    .sort((left, right) => left.place - right.place)
    .map(({ item }) => item);
}

let firstId = 0x3000_0000;
function nextId(): number {
  firstId += 0x100;
  return firstId;
}
