import { randomUUID } from "node:crypto";
import { type AccountEffects, type Command, decideAll, type Outcome } from "@farebox/billing-core";
import { insertBusinessOnce } from "../businesses/insert-business.ts";
import { commitEffects } from "../commit-effects.ts";
import { type LoadedAccounts, loadAccounts } from "../load-accounts.ts";
import { type Database, openDatabase } from "../open-database.ts";
import { asServiceInTransaction } from "../tenant.ts";
import { createTestDatabase, type TestDatabase } from "./create-test-database.ts";
import { quietClient } from "./quiet-client.ts";

/** A migrated database of its own with the door to it: load, decide, commit, again where an account moved meanwhile. */
export async function openTestLedger(): Promise<TestLedger> {
  return ledgerOf(await createTestDatabase());
}

/** The same on a database that is there already. */
export async function ledgerOf(database: TestDatabase): Promise<TestLedger> {
  const db = openDatabase({ url: database.ownerUrl, settings: { maxConnections: 12 } });
  const superuser = quietClient(database.superuserUrl);
  await superuser.connect();
  return {
    db,
    database,
    asSuperuser: async (text, parameters = []) => (await superuser.query(text, [...parameters])).rows,
    newBusiness: (fields) => newBusiness(db, fields),
    submit: (businessId, commands) => submit(db, businessId, commands),
    close: async () => {
      await db.close();
      await superuser.end();
      await database.drop();
    },
  };
}

export type TestLedger = {
  readonly db: Database;
  readonly database: TestDatabase;
  asSuperuser<Row = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  newBusiness(fields?: { readonly id?: string; readonly timeZone?: string }): Promise<string>;
  submit(businessId: string, commands: readonly Command[]): Promise<readonly Outcome[Command["kind"]][]>;
  close(): Promise<void>;
};

async function newBusiness(db: Database, fields: { id?: string; timeZone?: string } = {}): Promise<string> {
  const id = fields.id ?? randomUUID();
  await asServiceInTransaction(db.servicePool, (sql) =>
    insertBusinessOnce(sql, {
      id,
      name: "A business",
      slug: null,
      timeZone: fields.timeZone ?? "UTC",
      createdBy: null,
      clockOffsetMs: 0,
      owner: null,
    }),
  );
  return id;
}

/** Decides on what one load brought. Null: nothing to write. */
export function decideOn(
  loaded: LoadedAccounts,
  businessId: string,
  commands: readonly Command[],
): AccountEffects | null {
  const account = loaded.accounts.get(businessId);
  if (account === undefined) throw new Error(`business ${businessId} was not loaded`);
  return decideAll(account, commands, { now: account.now, newId: randomUUID }).effects;
}

async function submit(db: Database, businessId: string, commands: readonly Command[]) {
  for (;;) {
    const loaded = await loadAccounts(db.service, [{ businessId, commands }]);
    const account = loaded.accounts.get(businessId);
    if (account === undefined) throw new Error(`business ${businessId} does not exist`);
    const { outcomes, effects } = decideAll(account, commands, { now: account.now, newId: randomUUID });
    if (effects === null) return outcomes;
    const { committed } = await commitEffects(db.service, loaded, [effects]);
    if (committed.has(businessId)) return outcomes;
  }
}
