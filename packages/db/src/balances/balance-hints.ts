import type { ServiceSql } from "../connections/service-sql.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** That a business's balance has this version now. No amounts: whoever cares reads them with the rights it has. */
export type BalanceHint = { readonly businessId: string; readonly version: bigint };

/** Tells every process that listens. */
export async function notifyBalances(sql: SqlRunner, versions: ReadonlyMap<string, bigint>): Promise<void> {
  const payloads = [...versions].map(([businessId, version]) => `${businessId}:${version}`);
  await sql.query("notify_balances", "select pg_notify($1, payload) from unnest($2::text[]) as payload", [
    CHANNEL,
    payloads,
  ]);
}

/**
 * Hears what other processes tell, on one connection that comes back by itself; `onListening` each time it is there.
 * Resolves when it listens for the first time.
 */
export async function listenForBalances(sql: ServiceSql, heard: Heard): Promise<{ stop(): Promise<void> }> {
  const { unlisten } = await sql.listen(
    CHANNEL,
    (payload) => {
      const hint = toHint(payload);
      if (hint !== null) heard.onHint(hint);
    },
    heard.onListening,
  );
  return { stop: unlisten };
}

export type Heard = {
  readonly onHint: (hint: BalanceHint) => void;
  readonly onListening: () => void;
};

const CHANNEL = "farebox_balances";

/** Anybody with a connection may notify, so what arrives is looked at. */
function toHint(payload: string): BalanceHint | null {
  const match = /^([0-9a-f-]{36}):(\d{1,18})$/.exec(payload);
  return match?.[1] === undefined || match[2] === undefined
    ? null
    : { businessId: match[1], version: BigInt(match[2]) };
}
