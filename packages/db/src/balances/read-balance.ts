import type { Grant, Hold, Instant, MicroTokens } from "@farebox/billing-core";
import { grantJson, holdJson, milliseconds } from "../account-json.ts";
import { arrayLiteral } from "../array-literal.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { type GrantRow, type HoldRow, toGrant, toHold } from "../mapping.ts";
import { SPEND_ORDER } from "../spend-order.ts";
import { SET_OWN_BUSINESS } from "../tenant.ts";
import { MONEY_TIME_MS } from "./money-time.ts";

/** What a balance is worked out from, all of one instant. Null when there is no such business. */
export async function readBalance(sql: SqlRunner, businessId: string): Promise<BalanceRow | null> {
  const rows = await sql.query<Row>("balance", READ_BALANCE, [businessId]);
  return rows[0] === undefined ? null : toBalanceRow(rows[0]);
}

/** The same of many businesses by one statement. Those that do not exist are missing. */
export async function readBalances(
  sql: SqlRunner,
  businessIds: readonly string[],
): Promise<ReadonlyMap<string, BalanceRow>> {
  const rows = await sql.query<Row>("balances", READ_BALANCES, [arrayLiteral(businessIds)]);
  return new Map(rows.map((row) => [row.business_id, toBalanceRow(row)]));
}

/**
 * The same as a member of the business, by one statement instead of a transaction of four. The business becomes the
 * member's for this statement alone, which is a transaction of its own, and row security judges every row as always. The
 * row that is looked for is named by the answer to that setting, so that nothing can be read before it is made; without
 * it a member sees nothing.
 */
export async function readOwnBalance(asMemberAtOnce: SqlRunner, businessId: string): Promise<BalanceRow | null> {
  const rows = await asMemberAtOnce.query<Row>("own_balance", READ_OWN_BALANCE, [businessId]);
  return rows[0] === undefined ? null : toBalanceRow(rows[0]);
}

export type BalanceRow = {
  readonly version: bigint;
  readonly debt: MicroTokens;
  /** Money time of this business. */
  readonly now: Instant;
  /** Money time of its newest commit, which wrote everything that fell due up to it; null before the first. */
  readonly lastRecordedAt: Instant | null;
  /** With something left, in spending order, whether or not they can be spent now. */
  readonly grants: readonly Grant[];
  /** Open ones, in the order of their opening. */
  readonly holds: readonly Hold[];
};

type Row = {
  readonly business_id: string;
  readonly version: bigint;
  readonly debt_micro: bigint;
  readonly now_ms: bigint;
  readonly last_recorded_ms: bigint | null;
  readonly grants: readonly GrantRow[] | null;
  readonly holds: readonly HoldRow[] | null;
};

function toBalanceRow(row: Row): BalanceRow {
  return {
    version: row.version,
    debt: row.debt_micro as MicroTokens,
    now: Number(row.now_ms),
    lastRecordedAt: row.last_recorded_ms === null ? null : Number(row.last_recorded_ms),
    grants: (row.grants ?? []).map(toGrant),
    holds: (row.holds ?? []).map(toHold),
  };
}

const READ_BALANCE = balancesOf("(select $1::uuid as business_id) as asked");
const READ_BALANCES = balancesOf("unnest($1::uuid[]) as asked (business_id)");

const READ_OWN_BALANCE = `
with asked as materialized (
  select ${SET_OWN_BUSINESS} as business_id
)
${balancesOf("asked")}`;

/** Each business is looked up by itself (the limits keep it that), however many are asked for. */
function balancesOf(asked: string): string {
  return `
select
  balance.business_id,
  balance.version,
  balance.debt_micro,
  ${MONEY_TIME_MS} + business.clock_offset_ms as now_ms,
  ${milliseconds("balance.last_recorded_at")} as last_recorded_ms,
  (
    select json_agg(${grantJson("open")} order by ${SPEND_ORDER})
    from token_grants open
    where open.business_id = balance.business_id
      and open.exhausted_at is null
  ) as grants,
  (
    select json_agg(${holdJson("live")} order by live.opened_at, live.id)
    from token_holds live
    where live.business_id = balance.business_id
      and live.closed_at is null
  ) as holds
from ${asked}
cross join lateral (
  select * from token_balances balance where balance.business_id = asked.business_id limit 1
) balance
cross join lateral (
  select * from businesses business where business.id = asked.business_id limit 1
) business
cross join sandbox_clock`;
}
