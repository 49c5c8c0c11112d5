import type { SqlRunner } from "../connections/sql-runner.ts";

/**
 * Moves the money clock of one business of the demo forward, never back and never past 0. Decisions read it, so it bumps
 * the version as every writer does.
 */
export async function setClockOffset(
  sql: SqlRunner,
  { businessId, clockOffsetMs }: { readonly businessId: string; readonly clockOffsetMs: number },
): Promise<void> {
  await sql.query("set_clock_offset", SET_CLOCK_OFFSET, [businessId, clockOffsetMs]);
}

const SET_CLOCK_OFFSET = `
with
locked as materialized (
  select business_id
  from token_balances
  where business_id = $1::uuid
  for update
),
bumped as (
  update token_balances balance
  set version = balance.version + 1
  from locked
  where balance.business_id = locked.business_id
)
update businesses business
set clock_offset_ms = greatest(business.clock_offset_ms, $2::bigint)
from locked
where business.id = locked.business_id
`;
