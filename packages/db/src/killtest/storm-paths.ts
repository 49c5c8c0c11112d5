import { sql as fragment, type SQL } from "drizzle-orm";
import { drizzle as drizzleOverPg } from "drizzle-orm/node-postgres";
import { drizzle as drizzleOverPostgresJs } from "drizzle-orm/postgres-js";
import type { ConnectionSettings } from "../connections/connection-settings.ts";
import { inTransaction } from "../connections/in-transaction.ts";
import { createPool } from "../connections/pool.ts";
import { createServiceSql } from "../connections/service-sql.ts";
import { createSqlRunner, type SqlRunner } from "../connections/sql-runner.ts";
import type { Operation } from "./storm-ledger.ts";
import { type Pause, writeByStatement, writeInTransaction } from "./storm-writes.ts";

/** A way by which writes reach Postgres; ours and those it was chosen over. */
export type StormPath = {
  readonly batchSize: number;
  /** Resolves with the operations that are acknowledged. */
  write(operations: readonly Operation[]): Promise<readonly Operation[]>;
  end(): Promise<void>;
};

export type PathOptions = {
  readonly url: string;
  readonly settings: Partial<ConnectionSettings>;
  readonly pause: Pause;
};

export const stormPaths = {
  "pg, one statement": ({ url, settings }) => {
    const pool = createPool(url, { role: "farebox_service", settings });
    return byStatement(createSqlRunner(pool), () => pool.end());
  },
  "pg, inTransaction": ({ url, settings, pause }) => {
    const pool = createPool(url, { role: "farebox_service", settings });
    const write = (operation: Operation) => inTransaction(pool, (sql) => writeInTransaction(sql, operation, pause));
    return byTransaction(write, () => pool.end());
  },
  "pg, drizzle transaction()": ({ url, settings, pause }) => {
    const pool = createPool(url, { role: "farebox_service", settings });
    const db = drizzleOverPg(pool.pool);
    const write = (operation: Operation) =>
      db.transaction((tx) =>
        writeInTransaction(
          toRunner(async (query) => (await tx.execute(query)).rows),
          operation,
          pause,
        ),
      );
    return byTransaction(write, () => pool.end());
  },
  "postgres.js, one statement": ({ url, settings }) => {
    const sql = createServiceSql(url, { settings });
    const runner: SqlRunner = {
      query: async (_name, text, parameters) =>
        [...(await sql.unsafe(text, parameters.map(toArrayText) as never[], { prepare: true }))] as never,
    };
    return byStatement(runner, () => sql.end({ timeout: 1 }));
  },
  "postgres.js, sql.begin": ({ url, settings, pause }) => {
    const sql = createServiceSql(url, { settings });
    const write = (operation: Operation) =>
      sql.begin((tx) => {
        const runner: SqlRunner = {
          query: async (_name, text, parameters) =>
            [...(await tx.unsafe(text, parameters as never[], { prepare: true }))] as never,
        };
        return writeInTransaction(runner, operation, pause);
      });
    return byTransaction(write, () => sql.end({ timeout: 1 }));
  },
  "postgres.js, drizzle transaction()": ({ url, settings, pause }) => {
    const sql = createServiceSql(url, { settings });
    const db = drizzleOverPostgresJs(sql);
    const write = (operation: Operation) =>
      db.transaction((tx) =>
        writeInTransaction(
          toRunner(async (query) => [...(await tx.execute(query))]),
          operation,
          pause,
        ),
      );
    return byTransaction(write, () => sql.end({ timeout: 1 }));
  },
} as const satisfies Readonly<Record<string, (options: PathOptions) => StormPath>>;

export type StormPathName = keyof typeof stormPaths;

function byStatement(sql: SqlRunner, end: () => Promise<void>): StormPath {
  return { batchSize: 3, write: (operations) => writeByStatement(sql, operations), end };
}

function byTransaction(write: (operation: Operation) => Promise<unknown>, end: () => Promise<void>): StormPath {
  return {
    batchSize: 1,
    write: async (operations) => {
      for (const operation of operations) await write(operation);
      return operations;
    },
    end,
  };
}

// This driver would take the type of an array's first element for the type of the array.
function toArrayText(value: unknown): unknown {
  return Array.isArray(value) ? `{${value.join(",")}}` : value;
}

// Drizzle takes fragments; the statements of the storm are written with $1, $2.
function toRunner(execute: (query: SQL) => Promise<readonly unknown[]>): SqlRunner {
  return {
    query: async (_name, text, parameters) => {
      const chunks = text.split(/\$(\d+)/u).map((part, index) => {
        if (index % 2 === 0) return fragment.raw(part);
        const value = parameters[Number(part) - 1];
        return fragment`${typeof value === "bigint" ? String(value) : value}`;
      });
      return (await execute(fragment.join(chunks))) as never;
    },
  };
}
