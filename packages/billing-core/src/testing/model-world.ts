import { type MicroTokens, microTokens, tokens, ZERO } from "../amounts.ts";
import { balanceOf } from "../balance.ts";
import { HOUR_MS, type Instant } from "../instants.ts";
import type { RateCard } from "../rate-card.ts";
import { SEED_RATE_CARD } from "../rates.ts";
import { TEST_NOW, testId, testIds } from "./builders.ts";
import { checkInvariants } from "./check-invariants.ts";
import type { Batch } from "./histories.ts";
import { MemoryLedger } from "./memory-ledger.ts";
import { outcomeText } from "./outcome-text.ts";
import type { Lot } from "./reference-lots.ts";
import { ReferenceModel } from "./reference-model.ts";
import { TEST_PURCHASES } from "./sale-deeds.ts";
import { Storyteller } from "./storyteller.ts";

/** Where the decisions and the reference model part, in words; null when they agree on a whole history. */
export function whereTheyPart(history: readonly Batch[], overdraftLimit: MicroTokens): string | null {
  const world = new ModelWorld(overdraftLimit);
  for (const batch of history) {
    const difference = world.play(batch);
    if (difference !== null) return difference;
  }
  return null;
}

/** The general prices change two hours in; the business has its own for two services, one of which begins free. */
const CARDS: readonly RateCard[] = [
  { ...SEED_RATE_CARD, validTo: TEST_NOW + 2 * HOUR_MS },
  {
    ...SEED_RATE_CARD,
    id: testId(2),
    version: 2,
    validFrom: TEST_NOW + 2 * HOUR_MS,
    rates: SEED_RATE_CARD.rates.map((rate) => ({ ...rate, tokens: microTokens(rate.tokens * 2n + 1n) })),
  },
  {
    id: testId(3),
    businessId: testId(0xb),
    version: 1,
    validFrom: TEST_NOW,
    validTo: null,
    rates: [
      {
        service: "conference",
        tokens: tokens(3),
        per: 45,
        unit: "second",
        shape: "call",
        initialIncrement: 30,
        nextIncrement: 6,
        minimum: tokens(1),
        connectFee: microTokens(250_001n),
        freeUnits: 12,
      },
      {
        service: "fax",
        tokens: tokens(1),
        per: 7,
        unit: "second",
        shape: "event",
        initialIncrement: 30,
        nextIncrement: 6,
        minimum: ZERO,
        connectFee: ZERO,
        freeUnits: 60,
      },
      {
        service: "sms",
        tokens: microTokens(400_000n),
        per: 1,
        unit: "message",
        shape: "event",
        initialIncrement: 1,
        nextIncrement: 1,
        minimum: tokens(1),
        connectFee: microTokens(7n),
        freeUnits: 0,
      },
    ],
  },
];

class ModelWorld {
  readonly #ledger: MemoryLedger;
  readonly #model = new ReferenceModel(CARDS);
  readonly #storyteller = new Storyteller();
  readonly #newId = testIds();
  #now: Instant = TEST_NOW;

  constructor(overdraftLimit: MicroTokens) {
    this.#ledger = new MemoryLedger({ rateCards: CARDS, overdraftLimit, timeZone: "Asia/Kolkata" });
    this.#model.overdraftLimit = overdraftLimit;
    for (const { id, tokens: bought, bonus, price } of TEST_PURCHASES)
      this.#model.facts.offers.set(`purchase:${id}`, { tokens: bought, bonus, price: price.amount });
    for (const purchase of TEST_PURCHASES) this.#ledger.selling.purchases.set(purchase.id, purchase);
  }

  play(batch: Batch): string | null {
    this.#now += batch.afterMs;
    this.#model.isSuspended = batch.isSuspended;
    this.#ledger.account = { ...this.#ledger.account, suspendedAt: batch.isSuspended ? this.#now : null };
    this.#storyteller.beginBatch(this.#ledger.lines.keys(), this.#ledger.holds.keys());
    const commands = batch.deeds.map((deed) => this.#storyteller.commandFor(deed, this.#now));
    const expected = commands.map((command) => this.#model.take(command, this.#now));
    const { outcomes, effects } = this.#ledger.submit(commands, { now: this.#now, newId: this.#newId });
    if (effects !== null) this.#model.written();
    const answered = outcomes.map(outcomeText);
    const index = answered.findIndex((answer, place) => answer !== expected[place]);
    if (index !== -1) return `${commands[index]?.kind}: ${answered[index]}, the model says ${expected[index]}`;
    return this.#balancesPart() ?? (effects === null ? null : this.#rowsPart());
  }

  #balancesPart(): string | null {
    const { available, held, debt, upcoming } = balanceOf(this.#ledger.wholeAccount(), this.#now);
    const ours = `available ${available}, held ${held}, debt ${debt}, upcoming ${upcoming}`;
    const theirs = `available ${this.#model.available()}, held ${this.#model.held()}, debt ${this.#model.debt()}, upcoming ${this.#model.upcoming()}`;
    return ours === theirs ? null : `${ours}; the model says ${theirs}`;
  }

  #rowsPart(): string | null {
    for (const lot of this.#model.lots) {
      const grant = this.#ledger.grants.get(lot.id) ?? this.#soldFor(lot);
      const { refunded = 0n, shortfall = 0n } = grant?.payment ?? {};
      const ours = `${grant?.remaining} left, ${grant?.debtRepaid} repaid, ${refunded} gone, ${shortfall} owed`;
      const theirs = `${this.#model.left(lot)} left, ${lot.repaid} repaid, ${lot.gone} gone, ${lot.owed} owed`;
      if (ours !== theirs) return `grant ${lot.id}: ${ours}; the model says ${theirs}`;
    }
    return checkInvariants(this.#ledger.wholeAccount(), this.#now)[0] ?? null;
  }

  /** Grants of payments get their ids from the decision: the model knows them by what they are. */
  #soldFor(lot: Lot) {
    return [...this.#ledger.grants.values()].find(
      ({ payment, original, costBasis }) =>
        payment?.key === lot.sale && original === lot.original && (costBasis?.amount ?? 0) > 0 === lot.isPaid,
    );
  }
}
