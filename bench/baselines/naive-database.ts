import { createPool } from "@farebox/db";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";

/** As many connections as measured best for it; see naive-transaction.md. */
const NAIVE_CONNECTIONS = 10;

export function openNaiveDatabase(url: string): { readonly db: NaiveDatabase; close(): Promise<void> } {
  const settings = { maxConnections: NAIVE_CONNECTIONS, acquireTimeoutMilliseconds: 60_000 };
  const pool = createPool(url, { role: "farebox_service", settings });
  return { db: drizzle(pool.pool), close: () => pool.end() };
}

export type NaiveDatabase = NodePgDatabase;
export type Transaction = Parameters<Parameters<NaiveDatabase["transaction"]>[0]>[0];
