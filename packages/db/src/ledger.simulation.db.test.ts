import { randomUUID } from "node:crypto";
import { HOUR_MS, type Instant, microTokens, type RateCard, SEED_RATE_CARD, tokens, ZERO } from "@farebox/billing-core";
import { anyHistory, type Batch, Storyteller, testId } from "@farebox/billing-core/testing";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { advanceSandboxClock } from "./balances/advance-sandbox-clock.ts";
import { inTransaction } from "./connections/in-transaction.ts";
import { KeptAccounts } from "./kept-accounts.ts";
import {
  compareKept,
  type Deliverance,
  deliver,
  SimulatedBusiness,
  type Writer,
} from "./testing/simulated-business.ts";
import { openTestLedger, type TestLedger } from "./testing/test-ledger.ts";
import { verifyLedger } from "./verify-ledger/verify-ledger.ts";

const HISTORIES = Number(process.env["FAREBOX_SIMULATED_HISTORIES"] ?? "10");
const SEED = Number(process.env["FAREBOX_SIMULATION_SEED"] ?? Date.now() % 2 ** 31);

let ledger: TestLedger;
let generalCards: readonly RateCard[];
beforeAll(async () => {
  ledger = await openTestLedger();
  generalCards = await changeGeneralPrices();
});
afterAll(() => ledger.close());

test("random histories with retries and two writers end as the naive model says, and every invariant holds after each step", async () => {
  console.info(`FAREBOX_SIMULATION_SEED=${SEED}`);
  await fc.assert(
    fc.asyncProperty(
      anyHistory({ batches: 24, deedsEach: 6 }),
      fc.constantFrom(ZERO, tokens(7)),
      async (history, overdraftLimit) => {
        const simulation = await Simulation.begin(overdraftLimit);
        for (const [index, batch] of history.entries()) {
          const rival = index % 3 === 2 ? history[(index + 1) % history.length] : undefined;
          expect(await simulation.play(batch, rival)).toBeNull();
        }
      },
    ),
    { numRuns: HISTORIES, seed: SEED, endOnFailure: true },
  );
}, 600_000);

/** Two businesses to which the same things happen under the same ids, so that only the tenant tells their rows apart. */
class Simulation {
  readonly #storyteller = new Storyteller();
  readonly #businesses: readonly SimulatedBusiness[];
  /** One that keeps every account it saw, and one that keeps so few that it mostly has to ask anew. */
  readonly #writers: readonly [Writer, Writer] = [
    { ledger, kept: new KeptAccounts(10) },
    { ledger, kept: new KeptAccounts(1) },
  ];
  #isSuspended = false;

  private constructor(businesses: readonly SimulatedBusiness[]) {
    this.#businesses = businesses;
  }

  static async begin(overdraftLimit: bigint): Promise<Simulation> {
    const businesses = [];
    for (let count = 0; count < 2; count += 1) {
      const businessId = await ledger.newBusiness({ timeZone: "Asia/Kolkata" });
      await ledger.asSuperuser("update businesses set overdraft_limit_micro = $2 where id = $1", [
        businessId,
        overdraftLimit,
      ]);
      const business = new SimulatedBusiness(ledger, businessId, [...generalCards, await addOwnPrices(businessId)]);
      business.model.overdraftLimit = overdraftLimit;
      businesses.push(business);
    }
    return new Simulation(businesses);
  }

  /** One step: a batch, or two at once by two writers. Says where database and model part. */
  async play(batch: Batch, rival: Batch | undefined): Promise<string | null> {
    const now = Number(await advanceSandboxClock(ledger.db.service, batch.afterMs));
    const suspending = await this.#suspend(batch.isSuspended);
    if (suspending !== null) return suspending;
    const model = this.#businesses[0]?.model;
    this.#storyteller.beginBatch(model?.uses.map(({ id }) => id) ?? [], model?.calls.map(({ id }) => id) ?? []);
    const ids = this.#businesses.map(({ businessId }) => businessId);
    const writers = [batch, ...(rival === undefined ? [] : [rival])].map(({ deeds }, writer) =>
      deliver(
        this.#writers[writer === 0 ? 0 : 1],
        writer === 0 ? ids : ids.toReversed(),
        deeds.map((deed) => this.#storyteller.commandFor(deed, now)),
      ),
    );
    const delivered = await Promise.all(writers);
    for (const business of this.#businesses) {
      const own = delivered.flatMap((byBusiness) => byBusiness.get(business.businessId) ?? []);
      const difference = await this.#judge(business, own);
      if (difference !== null) return difference;
    }
    for (const writer of this.#writers) {
      const difference = await compareKept(writer, ids);
      if (difference !== null) return difference;
    }
    return this.#verify(ids);
  }

  async #judge(business: SimulatedBusiness, delivered: readonly Deliverance[]): Promise<string | null> {
    const answers = business.judge(delivered, delivered.length === 1);
    if (answers !== null) return answers;
    const hasWritten = delivered.some(({ version }) => version !== null);
    const rows = hasWritten ? ((await business.compareGrants()) ?? (await business.compareCalls())) : null;
    return rows ?? business.compareBalance();
  }

  async #suspend(isSuspended: boolean): Promise<string | null> {
    if (isSuspended === this.#isSuspended) return null;
    this.#isSuspended = isSuspended;
    const change = { kind: "change_settings", suspension: isSuspended ? { reason: "asked for" } : null } as const;
    const delivered = await deliver(
      this.#writers[0],
      this.#businesses.map(({ businessId }) => businessId),
      [change],
    );
    for (const business of this.#businesses) {
      business.model.isSuspended = isSuspended;
      const own = delivered.get(business.businessId);
      const difference = own === undefined ? "not delivered" : await this.#judge(business, [own]);
      if (difference !== null) return difference;
    }
    return null;
  }

  async #verify(businessIds: readonly string[]): Promise<string | null> {
    const results = await inTransaction(
      ledger.db.servicePool,
      (sql) => verifyLedger(sql, { businessIds }),
      "snapshot, read only",
    );
    const wrong = results.flatMap(({ name, findings }) => findings.map((finding) => ({ name, ...finding })));
    return wrong.length === 0 ? null : JSON.stringify(wrong[0]);
  }
}

/** The general prices change two hours after the first history begins. */
async function changeGeneralPrices(): Promise<readonly RateCard[]> {
  const change: Instant = Number(await advanceSandboxClock(ledger.db.service, 0)) + 2 * HOUR_MS;
  const next: RateCard = {
    ...SEED_RATE_CARD,
    id: testId(2),
    version: 2,
    validFrom: change,
    rates: SEED_RATE_CARD.rates.map((rate) => ({ ...rate, tokens: microTokens(rate.tokens * 2n + 1n) })),
  };
  await insertCard(next);
  return [{ ...SEED_RATE_CARD, validTo: change }, next];
}

/** Prices of its own for a call and two events: steps, free seconds, minima and fees. */
async function addOwnPrices(businessId: string): Promise<RateCard> {
  const plain = {
    shape: "event",
    initialIncrement: 1,
    nextIncrement: 1,
    minimum: ZERO,
    connectFee: ZERO,
    freeUnits: 0,
  } as const;
  const card: RateCard = {
    id: randomUUID(),
    businessId,
    version: 1,
    validFrom: 0,
    validTo: null,
    rates: [
      {
        ...plain,
        shape: "call",
        service: "conference",
        tokens: tokens(3),
        per: 45,
        unit: "second",
        initialIncrement: 30,
        nextIncrement: 6,
        minimum: tokens(1),
        connectFee: microTokens(250_001n),
        freeUnits: 12,
      },
      {
        ...plain,
        service: "fax",
        tokens: tokens(1),
        per: 7,
        unit: "second",
        initialIncrement: 30,
        nextIncrement: 6,
        freeUnits: 60,
      },
      {
        ...plain,
        service: "sms",
        tokens: microTokens(400_000n),
        per: 1,
        unit: "message",
        minimum: tokens(1),
        connectFee: microTokens(7n),
      },
    ],
  };
  await insertCard(card);
  return card;
}

async function insertCard({ id, businessId, version, validFrom, rates }: RateCard): Promise<void> {
  await ledger.asSuperuser(
    "insert into rate_cards (id, business_id, version, valid_from) values ($1, $2, $3, to_timestamp($4::float8 / 1000))",
    [id, businessId, version, validFrom],
  );
  for (const rate of rates) {
    await ledger.asSuperuser(
      `insert into token_rates (rate_card_id, service, tokens_micro, per, unit, shape, initial_increment, next_increment,
        minimum_micro, connect_fee_micro, free_units)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        id,
        rate.service,
        rate.tokens,
        rate.per,
        rate.unit,
        rate.shape,
        rate.initialIncrement,
        rate.nextIncrement,
        rate.minimum,
        rate.connectFee,
        rate.freeUnits,
      ],
    );
  }
}
