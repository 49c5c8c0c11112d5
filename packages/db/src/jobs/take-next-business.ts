import type { SqlRunner } from "../connections/sql-runner.ts";

/**
 * The next business of a round of checks, in id order; null when the round is complete, and the next call begins
 * another. Moved on before the check begins: a business whose check fails, or ends the process, holds up no other.
 */
export async function takeNextBusiness(sql: SqlRunner, round: Round): Promise<string | null> {
  const rows = await sql.query<{ progress: string | null }>("take_next_business", TAKE_NEXT, [round]);
  return rows[0]?.progress ?? null;
}

export type Round = "check_ledger" | "check_roll_ups";

const TAKE_NEXT = `
update job_state
set moved_at = now(),
  progress = (
    select balance.business_id::text
    from token_balances balance
    where balance.business_id > coalesce(job_state.progress, '00000000-0000-0000-0000-000000000000')::uuid
    order by balance.business_id
    limit 1
  )
where name = $1
returning progress`;
