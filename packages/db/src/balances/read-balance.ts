import type { Grant, Hold, Instant, MicroTokens } from "@farebox/billing-core";
import { grantJson, holdJson, milliseconds } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { type GrantRow, type HoldRow, toGrant, toHold } from "../mapping.ts";
import { SPEND_ORDER } from "../spend-order.ts";
import { MONEY_TIME_MS } from "./money-time.ts";

/** What a balance is worked out from, all of one instant. Null when there is no such business. */
export async function readBalance(sql: SqlRunner, businessId: string): Promise<BalanceRow | null> {
  const rows = await sql.query<Row>("balance", READ_BALANCE, [businessId]);
  const row = rows[0];
  if (row === undefined) return null;
  return {
    version: row.version,
    debt: row.debt_micro as MicroTokens,
    now: Number(row.now_ms),
    lastRecordedAt: row.last_recorded_ms === null ? null : Number(row.last_recorded_ms),
    grants: (row.grants ?? []).map(toGrant),
    holds: (row.holds ?? []).map(toHold),
  };
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
  readonly version: bigint;
  readonly debt_micro: bigint;
  readonly now_ms: bigint;
  readonly last_recorded_ms: bigint | null;
  readonly grants: readonly GrantRow[] | null;
  readonly holds: readonly HoldRow[] | null;
};

const READ_BALANCE = `
select
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
from token_balances balance
join businesses business on business.id = balance.business_id
cross join sandbox_clock
where balance.business_id = $1::uuid`;
