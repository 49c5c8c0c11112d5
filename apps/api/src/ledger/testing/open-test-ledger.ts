import { setImmediate as nextTurn } from "node:timers/promises";
import { type Database, openDatabase } from "@farebox/db";
import { readBalance } from "@farebox/db/reads";
import { createTestDatabase } from "@farebox/db/testing";
import pg from "pg";
import { newId } from "../../new-id.ts";
import { createBusiness } from "../../use-cases/create-business.ts";
import { createLedger, type LedgerOptions } from "../create-ledger.ts";
import type { Ledger } from "../ledger.ts";
import { grantOf, useOf } from "./commands.ts";

/** A ledger on a database of its own, and as many more on the same one as a test wants processes. */
export async function openTestLedger(options: LedgerOptions = {}): Promise<TestLedger> {
  const database = await createTestDatabase();
  const db = openDatabase({ url: database.ownerUrl });
  const ledger = createLedger(db, options);
  const others: Database[] = [];
  const owner = new pg.Client({ connectionString: database.superuserUrl });
  owner.on("error", () => undefined);
  await owner.connect();
  async function createEmptyBusiness(timeZone = "UTC"): Promise<string> {
    const created = await createBusiness({ db }, { id: newId(), name: "Harbour Dental", timeZone, creator: null });
    if (created.outcome === "refused") throw new Error("a business could not be created");
    await spend(ledger, created.id, 100);
    return created.id;
  }
  return {
    url: database.ownerUrl,
    db,
    ledger,
    anotherLedger: (more = {}) => {
      const another = openDatabase({ url: database.ownerUrl });
      others.push(another);
      return createLedger(another, more);
    },
    createEmptyBusiness,
    async createBusinessWith(wholeTokens, timeZone) {
      const businessId = await createEmptyBusiness(timeZone);
      await ledger.submit(businessId, grantOf(wholeTokens));
      return businessId;
    },
    availableOf: async (businessId) => {
      const row = await readBalance(db.service, businessId);
      return (row?.grants ?? []).reduce((sum, { remaining }) => sum + remaining, 0n);
    },
    blockBusiness: async (businessId) => {
      const blocker = new pg.Client({ connectionString: database.superuserUrl });
      await blocker.connect();
      await blocker.query("begin");
      await blocker.query("select from token_balances where business_id = $1 for update", [businessId]);
      return { release: () => blocker.query("rollback").then(() => blocker.end()) };
    },
    untilSomebodyWaits: async () => {
      const waiting = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
      while ((await owner.query(waiting)).rowCount === 0) await nextTurn();
    },
    clock: async () => {
      const { rows } = await owner.query<{ now: number }>(
        "select (extract(epoch from clock_timestamp()) * 1000)::float8 as now",
      );
      return Math.floor(rows[0]?.now ?? 0);
    },
    owner: async (statement, parameters = []) => (await owner.query(statement, [...parameters])).rows,
    async close() {
      await ledger.drain();
      await owner.end();
      await Promise.all([db, ...others].map((each) => each.close()));
      await database.drop();
    },
  };
}

export type TestLedger = {
  readonly url: string;
  readonly db: Database;
  readonly ledger: Ledger;
  /** As another process would have it. */
  readonly anotherLedger: (options?: LedgerOptions) => Ledger;
  /** Without anything to spend: its trial is used up. */
  createEmptyBusiness(timeZone?: string): Promise<string>;
  createBusinessWith(wholeTokens: number, timeZone?: string): Promise<string>;
  /** What remains of all grants. */
  readonly availableOf: (businessId: string) => Promise<bigint>;
  /** Holds the lock of a business's balance row, as a stuck session would. */
  readonly blockBusiness: (businessId: string) => Promise<{ release(): Promise<void> }>;
  /** Resolves once a statement waits for a lock. */
  readonly untilSomebodyWaits: () => Promise<void>;
  /** The database's clock, without the sandbox's part. */
  readonly clock: () => Promise<number>;
  /** A statement as a superuser, for what no door offers. */
  readonly owner: (statement: string, parameters?: readonly unknown[]) => Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
};

async function spend(ledger: Ledger, businessId: string, wholeTokens: number): Promise<void> {
  const { outcome } = await ledger.submit(businessId, useOf(wholeTokens));
  if (outcome !== "recorded") throw new Error(`a spend was ${outcome}`);
}
