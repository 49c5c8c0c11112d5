import type { Instant } from "@farebox/billing-core";
import type { ServiceSql } from "../connections/service-sql.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** Where the other processes are told that an event was filed. Only a hint: each of them looks from time to time anyway. */
const CHANNEL = "farebox_provider_events";

export async function notifyInbox(sql: SqlRunner): Promise<void> {
  await sql.query("notify_inbox", "select pg_notify($1, '')", [CHANNEL]);
}

/** `onFiled` also each time the connection is there (again): what was told meanwhile is lost. */
export async function listenForProviderEvents(
  sql: ServiceSql,
  onFiled: () => void,
): Promise<{ stop(): Promise<void> }> {
  const { unlisten } = await sql.listen(CHANNEL, onFiled, onFiled);
  return { stop: unlisten };
}

/** The database's clock, which the sandbox does not move: what was asked for later has a later one, on whichever host. */
export async function readDatabaseTime(sql: SqlRunner): Promise<Instant> {
  const text = "select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms";
  const [row] = await sql.query<{ now_ms: bigint }>("database_time", text, []);
  if (row === undefined) throw new Error("the database did not say what time it is");
  return Number(row.now_ms);
}
