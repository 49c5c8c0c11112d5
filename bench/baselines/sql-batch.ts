import { charge, localDay, quarterHourStart, SEED_RATE_CARD } from "@farebox/billing-core";
import { createPool } from "@farebox/db";
import { entryHash, keyDigest } from "./digests.ts";
import { drawDown } from "./naive-steps.ts";
import type { NaiveEvent } from "./naive-usage.ts";
import { rateOf } from "./rates.ts";
import { type BatchRows, toArrays, WRITE_BATCH } from "./sql-batch.sql.ts";

/**
 * The limit: the same rows as arrays that were prepared beforehand, written by one prepared statement a batch, each lane
 * on a connection of its own with its own businesses. See sql-batch.md.
 */
export async function openSqlBatch(url: string, { businessIds, lanes }: BatchStage): Promise<SqlBatch> {
  const pool = createPool(url, { role: "farebox_service", settings: { maxConnections: lanes } });
  const clients = await Promise.all(Array.from({ length: lanes }, () => pool.pool.connect()));
  // The planner would rather read whole tables than look up a batch of rows it knows nothing about.
  for (const client of clients)
    await client.query("set enable_hashjoin = off; set enable_mergejoin = off; set enable_seqscan = off");
  const accounts = new Map<string, KeptAccount>();
  const read = await clients[0]?.query<AccountRow>(READ_ACCOUNTS, [businessIds]);
  for (const row of read?.rows ?? []) accounts.set(row.business_id, toAccount(row));
  return {
    prepare: (events) => ({ events: events.length, parameters: toArrays(toRows(accounts, events)) }),
    write: async (lane, { parameters }) => {
      await clients[lane]?.query({ name: "write_batch", text: WRITE_BATCH, values: [...parameters] });
    },
    close: async () => {
      for (const client of clients) client.release();
      await pool.end();
    },
  };
}

export type BatchStage = { readonly businessIds: readonly string[]; readonly lanes: number };

export type SqlBatch = {
  /** Works out all rows. Batches have to be written in the order in which those of a business were prepared. */
  prepare(events: readonly NaiveEvent[]): PreparedBatch;
  write(lane: number, batch: PreparedBatch): Promise<void>;
  close(): Promise<void>;
};

export type PreparedBatch = { readonly events: number; readonly parameters: readonly string[] };

type KeptGrant = { readonly id: string; remaining: bigint };
type KeptAccount = {
  lastSeq: bigint;
  total: bigint;
  lastHash: Uint8Array;
  recordedAt: number;
  readonly grants: KeptGrant[];
};
type AccountRow = {
  readonly business_id: string;
  readonly last_seq: bigint;
  readonly ledger_total_micro: bigint;
  readonly last_hash: Uint8Array;
  readonly last_recorded_at: Date;
  readonly grants: readonly { readonly id: string; readonly remaining: string }[];
};

const READ_ACCOUNTS = `
select balance.business_id, last_seq, ledger_total_micro, last_hash, last_recorded_at, (
  select json_agg(json_build_object('id', id, 'remaining', remaining_micro::text)
    order by priority, expires_at nulls last, coalesce(cost_amount_minor, 0) > 0, effective_at, created_at, id)
  from token_grants owned
  where owned.business_id = balance.business_id and exhausted_at is null
) as grants
from token_balances balance
where balance.business_id = any ($1::uuid[])`;

function toAccount(row: AccountRow): KeptAccount {
  return {
    lastSeq: row.last_seq,
    total: row.ledger_total_micro,
    lastHash: row.last_hash,
    recordedAt: row.last_recorded_at.getTime(),
    grants: row.grants.map(({ id, remaining }) => ({ id, remaining: BigInt(remaining) })),
  };
}

function toRows(accounts: ReadonlyMap<string, KeptAccount>, events: readonly NaiveEvent[]): BatchRows {
  const now = Date.now();
  const at = new Date(now).toISOString();
  const touched = new Map<string, KeptAccount>();
  const grants = new Map<string, { readonly businessId: string; readonly grant: KeptGrant }>();
  const lines: BatchRows["line"][number][] = [];
  const entries: BatchRows["entry"][number][] = [];
  const keys: BatchRows["key"][number][] = [];
  const sums = { quarter: new Sums(), day: new Sums(), charged: new Sums() };
  for (const event of events) {
    const { businessId, lineId, service, quantity } = event;
    const account = accounts.get(businessId);
    if (account === undefined) throw new Error(`no business ${businessId}`);
    const charged = charge(rateOf(service), quantity);
    const legs = drawDown(account.grants, charged);
    if (legs === null) throw new Error(`business ${businessId} has nothing left`);
    for (const [index, { grantId, taken, left }] of legs.entries()) {
      account.lastSeq += 1n;
      account.total -= taken;
      const entry = {
        businessId,
        seq: account.lastSeq,
        runId: lineId,
        leg: index + 1,
        legs: legs.length,
        kind: "usage",
        amountMicro: -taken,
        grantId,
        balanceAfterMicro: account.total,
        occurredAt: new Date(now),
        recordedAt: new Date(now),
      };
      account.lastHash = entryHash(account.lastHash, entry);
      entries.push([...Object.values(entry).map(toCell), toBytes(account.lastHash)]);
      const grant = account.grants.find(({ id }) => id === grantId);
      if (grant === undefined) continue;
      grant.remaining = left;
      grants.set(grantId, { businessId, grant });
    }
    while (account.grants[0]?.remaining === 0n) account.grants.shift();
    touched.set(businessId, account);
    lines.push([
      businessId,
      lineId,
      event.key,
      service,
      quantity,
      at,
      at,
      event.agentId,
      SEED_RATE_CARD.id,
      SEED_RATE_CARD.version,
      charged,
      account.total,
    ]);
    keys.push([businessId, "usage", toBytes(keyDigest(event.key)), "usage", lineId, at]);
    const day = localDay(now, "UTC");
    const agent = event.agentId ?? "";
    sums.quarter.add(
      [businessId, new Date(quarterHourStart(now)).toISOString(), service],
      [1n, BigInt(quantity), charged],
    );
    sums.day.add([businessId, day, service, agent], [1n, BigInt(quantity), charged]);
    sums.charged.add([businessId, day, agent], [charged]);
  }
  return {
    balance: [...touched].map(([id, account]) => [id, account.lastSeq, account.total, at, toBytes(account.lastHash)]),
    grant: [...grants.values()].map(({ businessId, grant }) => [
      businessId,
      grant.id,
      grant.remaining,
      grant.remaining === 0n ? at : null,
    ]),
    entry: entries,
    line: lines,
    key: keys,
    quarter: sums.quarter.rows(),
    day: sums.day.rows(),
    charged: sums.charged.rows(),
  };
}

/** Rows that are added up by their key, because one statement may touch a row only once. */
class Sums {
  readonly #rows = new Map<string, { readonly key: readonly string[]; readonly sums: bigint[] }>();

  add(key: readonly string[], amounts: readonly bigint[]): void {
    const name = key.join("|");
    const row = this.#rows.get(name) ?? { key, sums: amounts.map(() => 0n) };
    this.#rows.set(name, row);
    for (const [index, amount] of amounts.entries()) row.sums[index] = (row.sums[index] ?? 0n) + amount;
  }

  rows(): (string | bigint)[][] {
    return [...this.#rows.values()].map(({ key, sums }) => [...key, ...sums]);
  }
}

function toCell(value: string | number | bigint | Date): string | number | bigint {
  return value instanceof Date ? value.toISOString() : value;
}

function toBytes(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString("hex")}`;
}
