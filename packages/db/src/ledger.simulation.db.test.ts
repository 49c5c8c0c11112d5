import { type Command, type RateCard, tokens, ZERO } from "@farebox/billing-core";
import { anyHistory, type Batch, Storyteller } from "@farebox/billing-core/testing";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { advanceSandboxClock } from "./balances/advance-sandbox-clock.ts";
import { inTransaction } from "./connections/in-transaction.ts";
import { KeptAccounts } from "./kept-accounts.ts";
import {
  compareKept,
  type Deliverance,
  deliver,
  presumptions,
  SimulatedBusiness,
  type Writer,
} from "./testing/simulated-business.ts";
import { addOwnPrices, changeGeneralPrices } from "./testing/simulated-prices.ts";
import { openTestLedger, type TestLedger } from "./testing/test-ledger.ts";
import { verifyLedger } from "./verify-ledger/verify-ledger.ts";

const HISTORIES = Number(process.env["FAREBOX_SIMULATED_HISTORIES"] ?? "10");
const SEED = Number(process.env["FAREBOX_SEED"] ?? 20_250_922);

let ledger: TestLedger;
let generalCards: readonly RateCard[];
beforeAll(async () => {
  ledger = await openTestLedger();
  generalCards = await changeGeneralPrices(ledger);
});
afterAll(() => ledger.close());

test("random histories with retries and two writers end as the naive model says, and every invariant holds after each step", async () => {
  console.info(`FAREBOX_SEED=${SEED}`);
  await fc.assert(
    fc.asyncProperty(
      anyHistory({ batches: 24, deedsEach: 6 }),
      fc.constantFrom(ZERO, tokens(7)),
      async (history, overdraftLimit) => {
        const simulation = await Simulation.begin(overdraftLimit);
        for (const [index, batch] of history.entries()) {
          const rival = index % 3 === 2 ? history[(index + 1) % history.length] : undefined;
          expect(await simulation.play(batch, { rival, isSingly: index % 3 === 1 })).toBeNull();
        }
      },
    ),
    { numRuns: HISTORIES, seed: SEED, endOnFailure: true },
  );
  // Otherwise nothing was said of accounts that are written without a load.
  expect(presumptions).not.toMatchObject({ confirmed: 0 });
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
      const business = new SimulatedBusiness(ledger, businessId, [
        ...generalCards,
        await addOwnPrices(ledger, businessId),
      ]);
      business.model.overdraftLimit = overdraftLimit;
      businesses.push(business);
    }
    return new Simulation(businesses);
  }

  /** One step: a batch, its deeds one after the other, or two at once by two writers. Says where database and model part. */
  async play(
    batch: Batch,
    { rival, isSingly }: { readonly rival: Batch | undefined; readonly isSingly: boolean },
  ): Promise<string | null> {
    const now = Number(await advanceSandboxClock(ledger.db.service, batch.afterMs));
    const suspending = await this.#suspend(batch.isSuspended);
    if (suspending !== null) return suspending;
    const model = this.#businesses[0]?.model;
    this.#storyteller.beginBatch(model?.uses.map(({ id }) => id) ?? [], model?.calls.map(({ id }) => id) ?? []);
    const ids = this.#businesses.map(({ businessId }) => businessId);
    const [own = [], others] = [batch, ...(rival === undefined ? [] : [rival])].map(({ deeds }) =>
      deeds.map((deed) => this.#storyteller.commandFor(deed, now)),
    );
    // One by one, most of them are decided without a load.
    for (const commands of isSingly ? own.map((command) => [command]) : [own]) {
      const difference = await this.#deliver(ids, commands, others);
      if (difference !== null) return difference;
    }
    for (const writer of this.#writers) {
      const difference = await compareKept(writer, ids);
      if (difference !== null) return difference;
    }
    return this.#verify(ids);
  }

  async #deliver(
    ids: readonly string[],
    commands: readonly Command[],
    others: readonly Command[] | undefined,
  ): Promise<string | null> {
    const delivered = await Promise.all([
      deliver(this.#writers[0], ids, commands),
      ...(others === undefined ? [] : [deliver(this.#writers[1], ids.toReversed(), others)]),
    ]);
    for (const business of this.#businesses) {
      const own = delivered.flatMap((byBusiness) => byBusiness.get(business.businessId) ?? []);
      const difference = await this.#judge(business, own);
      if (difference !== null) return difference;
    }
    return null;
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
