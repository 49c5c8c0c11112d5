/**
 * The lines that runs of the ledger booked, with sign 1, and those they took back, with −1. A run counts where its first
 * entry stands. A call that never got through is no event.
 */
export function usedByRuns(runs: string): string {
  return `
  select line.business_id, line.occurred_at, line.agent_id, line.service, line.ref, line.hold_id, line.quantity, line.charged_micro, 1 as sign
  from ${runs} run
  join usage_tracking line on line.business_id = run.business_id and line.id = run.run_id
  where line.quantity > 0
  union all
  select line.business_id, line.occurred_at, line.agent_id, line.service, line.ref, line.hold_id, line.quantity, line.charged_micro, -1 as sign
  from ${runs} run
  join usage_corrections correction on correction.business_id = run.business_id and correction.id = run.run_id
  join usage_tracking line on line.business_id = correction.business_id and line.id = correction.line_id
  where line.quantity > 0`;
}

/**
 * `late`: what the ledger of `$1` booked since its totals by agent and reference were moved on, and what is never in them:
 * corrections of lines that cost nothing give nothing back, so that they have no entry.
 */
export const LATE = `
run as (
  select entry.business_id, entry.run_id
  from token_transactions entry
  where entry.business_id = $1::uuid
    and entry.seq > coalesce((select seq from usage_roll_ups where business_id = $1::uuid), 0)
    and entry.leg = 1
),
late as (${usedByRuns("run")}
  union all
  select line.business_id, line.occurred_at, line.agent_id, line.service, line.ref, line.hold_id, line.quantity, line.charged_micro, -1
  from usage_corrections correction
  join usage_tracking line on line.business_id = correction.business_id and line.id = correction.line_id
  where correction.business_id = $1::uuid and correction.returned_micro = 0 and line.quantity > 0
)`;

/** Lines of `$1` that happened between two instants and stand uncorrected; `columns` are of `line`. */
export function standingLines(columns: string, since: string, until: string): string {
  return `
  select ${columns}
  from usage_tracking line
  where line.business_id = $1::uuid
    and line.occurred_at >= ${since} and line.occurred_at < ${until}
    and line.quantity > 0
    and not exists (
      select from usage_corrections correction
      where correction.business_id = line.business_id and correction.line_id = line.id
    )`;
}
