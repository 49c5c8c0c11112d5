import { drizzle } from "drizzle-orm/node-postgres";
import { assertSafeRole } from "./assert-safe-role.ts";
import { SharedBalances } from "./balances/shared-balances.ts";
import type { ConnectionSettings } from "./connections/connection-settings.ts";
import { createPool, type DatabasePool } from "./connections/pool.ts";
import { createServiceSql, type ServiceSql } from "./connections/service-sql.ts";
import type { SqlRunner } from "./connections/sql-runner.ts";
import * as schema from "./schema/index.ts";
import { asMemberAtOnce, asMember as asMemberOfPool, asService } from "./tenant.ts";

/**
 * Every way of ours to a migrated database. Nothing is connected before it is used; `url` logs in as a role that may
 * become farebox_service and farebox_member.
 */
export function openDatabase({ url, settings = {} }: DatabaseOptions): Database {
  const servicePool = createPool(url, { role: "farebox_service", settings });
  const memberPool = createPool(url, { role: "farebox_member", settings });
  const sql = createServiceSql(url, { settings });
  // Connections of its own, so that many sign-ins at once do not keep the money path waiting.
  const signInPool = createPool(url, {
    role: "farebox_service",
    settings: { ...settings, maxConnections: SIGN_IN_CONNECTIONS },
  });
  // Of its own, so that reads of every kind neither wait for the ledger nor keep it waiting.
  const ledgerPool = createPool(url, { role: "farebox_service", settings: { ...settings, onlyLooksUp: true } });
  const historyPool = createPool(url, { role: "farebox_service", settings: { ...settings, ...HISTORY } });
  const exportPool = createPool(url, { role: "farebox_service", settings: { ...settings, ...EXPORTS } });
  const exportMemberPool = createPool(url, { role: "farebox_member", settings: { ...settings, ...EXPORTS } });
  return {
    service: asService(servicePool),
    servicePool,
    ledger: asService(ledgerPool),
    balances: new SharedBalances(asService(ledgerPool)),
    ledgerPool,
    memberPool,
    memberAtOnce: asMemberAtOnce(memberPool),
    historyPool,
    exports: asService(exportPool),
    exportMemberPool,
    sql,
    drizzle: drizzle(signInPool.pool, { schema }),
    assertSafeRoles: () => Promise.all([servicePool, memberPool].map(assertSafeRole)).then(() => undefined),
    close: async () => {
      await Promise.allSettled([
        servicePool.end(),
        ledgerPool.end(),
        memberPool.end(),
        historyPool.end(),
        exportPool.end(),
        exportMemberPool.end(),
        sql.end(GRACE),
        signInPool.end(),
      ]);
    },
  };
}

export type DatabaseOptions = { readonly url: string; readonly settings?: Partial<ConnectionSettings> };

export type Database = {
  /** Statements as the service, each committed on its own. */
  readonly service: SqlRunner;
  /** For what stands or falls together: `asServiceInTransaction`. */
  readonly servicePool: DatabasePool;
  /** The service once more, for the ledger's own statements: `loadAccounts`, `commitEffects`. */
  readonly ledger: SqlRunner;
  /** Balances as the service, many by one statement. */
  readonly balances: SharedBalances;
  /** The same for what is decided under locks: `withLockedAccounts`. */
  readonly ledgerPool: DatabasePool;
  readonly memberPool: DatabasePool;
  /** A person's reads that are one statement each, which makes the business theirs itself. */
  readonly memberAtOnce: SqlRunner;
  /** The service once more, for jobs that walk all of a business's history: one connection, long statements. */
  readonly historyPool: DatabasePool;
  /** The service once more, for what leaves as files: few connections, so that files wait for each other and nobody for them. */
  readonly exports: SqlRunner;
  /** The same for a person: `asMember({ memberPool: exportMemberPool }, …)`. */
  readonly exportMemberPool: DatabasePool;
  /** The pipelining driver as the service: LISTEN. */
  readonly sql: ServiceSql;
  /** The service through drizzle, for the sign-in library. */
  readonly drizzle: ReturnType<typeof drizzle<typeof schema>>;
  /** Refuses roles that could do more than they should; asked once at start. */
  assertSafeRoles(): Promise<void>;
  close(): Promise<void>;
};

/** Reads as a person of one business. */
export function asMember<Result>(
  database: Pick<Database, "memberPool">,
  businessId: string,
  read: (sql: SqlRunner) => Promise<Result>,
): Promise<Result> {
  return asMemberOfPool(database.memberPool, businessId, read);
}

const SIGN_IN_CONNECTIONS = 4;
const HISTORY: Partial<ConnectionSettings> = {
  applicationName: "farebox history",
  maxConnections: 1,
  statementTimeoutMilliseconds: 5 * 60_000,
  idleInTransactionTimeoutMilliseconds: 60_000,
};
// Windows of the ledger reach every row by its key. Many files at once take turns, window by window.
const EXPORTS: Partial<ConnectionSettings> = {
  applicationName: "farebox exports",
  maxConnections: 2,
  acquireTimeoutMilliseconds: 30_000,
  onlyLooksUp: true,
};
const GRACE = { timeout: 5 };
