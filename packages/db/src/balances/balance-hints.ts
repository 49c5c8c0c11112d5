import type { ServiceSql } from "../connections/service-sql.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** That a business's balance has this version now. No amounts: whoever cares reads them with the rights it has. */
export type BalanceHint = { readonly businessId: string; readonly version: bigint };

/** Tells every process that listens, a message for many businesses. `sender` is a word that no other process has. */
export async function notifyBalances(
  sql: SqlRunner,
  { sender, versions }: { readonly sender: string; readonly versions: ReadonlyMap<string, bigint> },
): Promise<void> {
  const hints = [...versions].map(([businessId, version]) => `${businessId}:${version}`);
  const payloads: string[] = [];
  for (let from = 0; from < hints.length; from += HINTS_A_MESSAGE)
    payloads.push([sender, ...hints.slice(from, from + HINTS_A_MESSAGE)].join(" "));
  await sql.query("notify_balances", "select pg_notify($1, payload) from unnest($2::text[]) as payload", [
    CHANNEL,
    payloads,
  ]);
}

/**
 * Hears what others than `sender` tell, on one connection that comes back by itself; `onListening` each time it is there.
 * Resolves when it listens for the first time.
 */
export async function listenForBalances(sql: ServiceSql, heard: Heard): Promise<{ stop(): Promise<void> }> {
  const { unlisten } = await sql.listen(
    CHANNEL,
    (payload) => {
      const words = payload.split(" ");
      if (words[0] === heard.sender) return;
      for (const word of words) {
        const hint = toHint(word);
        if (hint !== null) heard.onHint(hint);
      }
    },
    heard.onListening,
  );
  return { stop: unlisten };
}

export type Heard = {
  /** Whose own messages are passed over. */
  readonly sender: string;
  readonly onHint: (hint: BalanceHint) => void;
  readonly onListening: () => void;
};

const CHANNEL = "farebox_balances";
/** A message has less than 8,000 bytes, and a hint at most 57 with the space before it. */
const HINTS_A_MESSAGE = 130;

/** Anybody with a connection may notify, so what arrives is looked at. */
function toHint(word: string): BalanceHint | null {
  const match = /^([0-9a-f-]{36}):(\d{1,18})$/.exec(word);
  return match?.[1] === undefined || match[2] === undefined
    ? null
    : { businessId: match[1], version: BigInt(match[2]) };
}
