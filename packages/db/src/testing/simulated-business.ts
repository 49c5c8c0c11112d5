import { inspect, isDeepStrictEqual } from "node:util";
import { balanceOf, type Command, decideAll, type Instant, type Outcome, type RateCard } from "@farebox/billing-core";
import { outcomeText, ReferenceModel, testIds } from "@farebox/billing-core/testing";
import { commitEffects } from "../commit-effects.ts";
import type { KeptAccounts } from "../kept-accounts.ts";
import { type LoadedAccount, loadAccounts } from "../load-accounts.ts";
import { isToldByCommit, presumeAccount } from "../presumed-accounts.ts";
import type { TestLedger } from "./test-ledger.ts";

/** What one writer brought about: the outcomes, when they were decided, and the version they made; null: nothing written. */
export type Deliverance = {
  readonly commands: readonly Command[];
  readonly outcomes: readonly Outcome[Command["kind"]][];
  readonly now: Instant;
  readonly version: bigint | null;
};

/** One process: its way to the database, and what it knows of accounts. */
export type Writer = { readonly ledger: TestLedger; readonly kept: KeptAccounts };

/**
 * Sends commands to several businesses through one commit, again for those that were not written: without a load where what
 * is kept leads to outcomes that the commit confirms, and with one otherwise.
 */
export async function deliver(
  { ledger, kept }: Writer,
  businessIds: readonly string[],
  commands: readonly Command[],
): Promise<ReadonlyMap<string, Deliverance>> {
  const delivered = new Map<string, Deliverance>();
  for (let waiting = [...businessIds]; waiting.length > 0; ) {
    const presumed = waiting.flatMap((businessId) => {
      const account = presumeAccount(kept, { businessId, commands });
      const decision = account === null ? null : decideOn(account, commands);
      return decision?.outcomes.every(isToldByCommit) ? [decision] : [];
    });
    const open = waiting.filter((businessId) => !presumed.some(({ account }) => account.businessId === businessId));
    const loaded = await loadAccounts(
      ledger.db.ledger,
      open.map((businessId) => ({ businessId, commands })),
      kept,
    );
    const decided = [...presumed, ...[...loaded.accounts.values()].map((account) => decideOn(account, commands))];
    const accounts = new Map(decided.map(({ account }) => [account.businessId, account]));
    const allEffects = decided.flatMap(({ effects }) => effects ?? []);
    const answer = await commitEffects(ledger.db.ledger, { accounts }, allEffects);
    kept.keepCommitted({ accounts }, allEffects, answer);
    const { committed } = answer;
    for (const { account } of presumed) {
      if (committed.has(account.businessId)) presumptions.confirmed += 1;
      else {
        presumptions.refused += 1;
        kept.distrust(account.businessId);
      }
    }
    for (const { account, outcomes, effects } of decided) {
      if (effects !== null && !committed.has(account.businessId)) continue;
      const version = effects === null ? null : account.version + 1n;
      delivered.set(account.businessId, { commands, outcomes, now: account.now, version });
    }
    waiting = waiting.filter((businessId) => !delivered.has(businessId));
  }
  return delivered;
}

/** How often somebody wrote without a load, and how often the database did not let him. */
export const presumptions = { confirmed: 0, refused: 0 };

function decideOn(account: LoadedAccount, commands: readonly Command[]) {
  const newId = testIds(0x1000_0000 + Number(account.version) * 0x1_0000);
  return { account, ...decideAll(account, commands, { now: account.now, newId }) };
}

/** What a writer keeps of accounts is what a load would bring. Says where the two part. */
export async function compareKept({ ledger, kept }: Writer, businessIds: readonly string[]): Promise<string | null> {
  const requests = businessIds.map((businessId) => ({ businessId, commands: [] }));
  const [known, brought] = [
    await loadAccounts(ledger.db.ledger, requests, kept),
    await loadAccounts(ledger.db.ledger, requests),
  ];
  for (const businessId of businessIds) {
    const [left, right] = [known, brought].map(({ accounts }) => inOrder(accounts.get(businessId)));
    if (!isDeepStrictEqual(left, right))
      return `kept ${inspect(left, { depth: 4 })}, brought ${inspect(right, { depth: 4 })}`;
  }
  return null;
}

/** Without the instant of loading, and without an order where there is none. */
function inOrder(account: LoadedAccount | undefined) {
  if (account === undefined) return null;
  const { loadedAt: _, now: __, holds, grants, ...rest } = account;
  const byId = (left: { id: string }, right: { id: string }) => (left.id < right.id ? -1 : 1);
  // Cloned, because what a test made up may have no prototype where a row from the database has one.
  return structuredClone({ ...rest, holds: [...holds].sort(byId), grants: [...grants].sort(byId) });
}

/** One business in the database beside the naive model of it. */
export class SimulatedBusiness {
  readonly businessId: string;
  readonly model: ReferenceModel;
  readonly #ledger: TestLedger;

  constructor(ledger: TestLedger, businessId: string, cards: readonly RateCard[]) {
    this.#ledger = ledger;
    this.businessId = businessId;
    this.model = new ReferenceModel(cards);
  }

  /** Tells the model what was delivered, in the order it was written, and compares every outcome. */
  judge(deliverances: readonly Deliverance[], isAlone: boolean): string | null {
    const inOrder = deliverances
      // Beside another writer a batch that wrote nothing has no place in the order, and changed nothing either.
      .filter(({ version }) => version !== null || isAlone)
      .sort((left, right) => Number((left.version ?? 0n) - (right.version ?? 0n)));
    for (const { commands, outcomes, now, version } of inOrder) {
      for (const [index, command] of commands.entries()) {
        const expected = this.model.take(command, now);
        const outcome = outcomes[index];
        const answered = outcome === undefined ? "nothing" : outcomeText(outcome);
        if (answered !== expected) return `${command.kind}: ${answered}, the model says ${expected}`;
      }
      if (version !== null) this.model.written();
    }
    return null;
  }

  /** Where grants as they stand in the database part from the model's lots, which are those of the newest write. */
  async compareGrants(): Promise<string | null> {
    const rows = await this.#ledger.asSuperuser<{ id: string; remaining: string; repaid: string }>(
      "select id, remaining_micro as remaining, debt_repaid_micro as repaid from token_grants where business_id = $1",
      [this.businessId],
    );
    const stored = new Map(rows.map((row) => [row.id, `${row.remaining} left, ${row.repaid} repaid`]));
    for (const lot of this.model.lots) {
      const expected = `${this.model.left(lot)} left, ${lot.repaid} repaid`;
      if (stored.get(lot.id) !== expected) return `grant ${lot.id}: ${stored.get(lot.id)}; the model says ${expected}`;
    }
    return rows.length === this.model.lots.length
      ? null
      : `${rows.length} grants, the model has ${this.model.lots.length}`;
  }

  /** The same for calls: how each stands, what it keeps, and what it was charged. */
  async compareCalls(): Promise<string | null> {
    const rows = await this.#ledger.asSuperuser<{ id: string; story: string }>(
      `select id, format('%s after %s s for %s, keeps %s and %s for %s s', status, elapsed_seconds, accrued_micro, held_micro, lent_micro, granted_seconds) as story
      from token_holds where business_id = $1`,
      [this.businessId],
    );
    const stored = new Map(rows.map(({ id, story }) => [id, story]));
    for (const call of this.model.calls) {
      const { id, status, elapsed, accrued, held, lent, granted } = call;
      const expected = `${status} after ${elapsed} s for ${accrued}, keeps ${held} and ${lent} for ${granted} s`;
      if (stored.get(id) !== expected) return `call ${id}: ${stored.get(id)}; the model says ${expected}`;
    }
    return rows.length === this.model.calls.length
      ? null
      : `${rows.length} calls, the model has ${this.model.calls.length}`;
  }

  async compareBalance(): Promise<string | null> {
    const loaded = await loadAccounts(this.#ledger.db.service, [{ businessId: this.businessId, commands: [] }]);
    const account = loaded.accounts.get(this.businessId);
    if (account === undefined) return "not loaded";
    this.model.passTime(account.now);
    const { available, held, debt, upcoming } = balanceOf(account, account.now);
    const stored = `available ${available}, held ${held}, debt ${debt}, upcoming ${upcoming}`;
    const expected = `available ${this.model.available()}, held ${this.model.held()}, debt ${this.model.debt()}, upcoming ${this.model.upcoming()}`;
    return stored === expected ? null : `${stored}; the model says ${expected}`;
  }
}
