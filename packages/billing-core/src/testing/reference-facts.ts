import type { ApplyFactCommand } from "../commands.ts";
import { testId } from "./builders.ts";
import { least, type ReferenceBooks } from "./reference-books.ts";
import { inSpendingOrder, type Lot } from "./reference-lots.ts";

type Sale = {
  paid: number;
  readonly back: Map<string, { amount: number; isFinal: boolean; counts: boolean }>;
  readonly disputes: Map<string, number>;
};

const PHASES = ["inquiry", "open", "lost", "won"];

/** What is sold, as plainly as it can be said: how much of each lot should be gone, and how much of that was there to take. */
export class ReferenceFacts {
  readonly #books: ReferenceBooks;
  readonly #sales = new Map<string, Sale>();
  readonly offers = new Map<string, { readonly tokens: bigint; readonly bonus: bigint; readonly price: number }>();
  #lotNumber = 0x2000_0000;

  constructor(books: ReferenceBooks) {
    this.#books = books;
  }

  take({ fact }: ApplyFactCommand): string {
    switch (fact.fact) {
      case "purchase_paid": {
        const key = `purchase:${fact.purchaseId}`;
        const offer = this.offers.get(key);
        if (offer === undefined) return "refused not_found";
        if (fact.amount < offer.price) return "refused payment_mismatch amount";
        if (this.#books.lots.some(({ sale }) => sale === key)) return "replayed took 0 lacking 0";
        const sale = this.#saleOf(key, fact.amount);
        this.#arrive(key, { tokens: offer.tokens, isPaid: true, sale });
        if (offer.bonus > 0n) this.#arrive(key, { tokens: offer.bonus, isPaid: false, sale });
        return `applied ${this.#square(key, sale)}`;
      }
      case "money_returned": {
        const sale = this.#saleOf(fact.payment.key, fact.payment.paid);
        const before = sale.back.get(fact.cause);
        const isNews =
          before === undefined ||
          (!before.isFinal && !fact.standing) ||
          (before.isFinal === !fact.standing && fact.amount > before.amount);
        if (!isNews) return "replayed took 0 lacking 0";
        sale.back.set(fact.cause, { amount: fact.amount, isFinal: !fact.standing, counts: fact.standing });
        return `applied ${this.#square(fact.payment.key, sale)}`;
      }
      case "dispute": {
        const sale = this.#saleOf(fact.payment.key, fact.payment.paid);
        const cause = `dispute:${fact.disputeId}`;
        const phase = PHASES.indexOf(fact.phase);
        const [before, amount] = [sale.disputes.get(cause) ?? -1, sale.back.get(cause)?.amount ?? -1];
        if (phase < before || (phase === before && fact.amount <= amount)) return "replayed took 0 lacking 0";
        sale.disputes.set(cause, phase);
        sale.back.set(cause, { amount: fact.amount, isFinal: true, counts: phase === 2 });
        const answer = this.#square(fact.payment.key, sale);
        for (const lot of this.#lotsOf(fact.payment.key)) lot.isFrozen = isFrozen(sale);
        this.#books.settle(this.#books.now);
        return `applied ${answer}`;
      }
      default:
        throw new Error(`the model was not told of ${fact.fact}`);
    }
  }

  #arrive(key: string, lot: { readonly tokens: bigint; readonly isPaid: boolean; readonly sale: Sale }): void {
    this.#books.lots.push({
      id: testId(this.#lotNumber++),
      original: lot.tokens,
      priority: 100,
      isPaid: lot.isPaid,
      effectiveAt: this.#books.now,
      expiresAt: Number.POSITIVE_INFINITY,
      createdAt: this.#books.now,
      repaid: 0n,
      lapsed: 0n,
      sale: key,
      isFrozen: isFrozen(lot.sale),
      gone: 0n,
      owed: 0n,
    });
    this.#books.settle(this.#books.now);
  }

  /** What is gone and what is still owed add up to the share of the money that went back, rounded up. */
  #square(key: string, sale: Sale): string {
    const books = this.#books;
    const before = this.#totals(key);
    const back = [...sale.back.values()].reduce((sum, { amount, counts }) => (counts ? sum + amount : sum), 0);
    for (const lot of this.#lotsOf(key)) {
      const share = sale.paid === 0 ? 0n : upward(lot.original * BigInt(Math.min(back, sale.paid)), BigInt(sale.paid));
      const more = share - lot.gone - lot.owed;
      if (more < 0n) {
        const forgiven = least(-more, lot.owed);
        lot.owed -= forgiven;
        lot.gone -= -more - forgiven;
      } else {
        const there = lot.isFrozen ? books.idleFrozen() : books.available();
        const taken = least(least(more, books.left(lot)), there);
        lot.gone += taken;
        lot.owed += more - taken;
      }
    }
    const after = this.#totals(key);
    books.settle(books.now);
    return `took ${after.gone - before.gone} lacking ${after.owed - before.owed}`;
  }

  #totals(key: string) {
    const lots = this.#lotsOf(key);
    return {
      gone: lots.reduce((sum, { gone }) => sum + gone, 0n),
      owed: lots.reduce((sum, { owed }) => sum + owed, 0n),
    };
  }

  #lotsOf(key: string): Lot[] {
    return this.#books.lots.filter(({ sale }) => sale === key).sort(inSpendingOrder);
  }

  #saleOf(key: string, paid: number): Sale {
    const sale = this.#sales.get(key) ?? { paid, back: new Map(), disputes: new Map() };
    sale.paid = Math.max(sale.paid, paid);
    this.#sales.set(key, sale);
    return sale;
  }
}

function isFrozen(sale: Sale): boolean {
  return [...sale.disputes.values()].includes(1);
}

function upward(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
