const USED =
  "line.business_id, line.occurred_at, line.agent_id, line.service, line.ref, line.hold_id, line.quantity, line.charged_micro";

/**
 * The lines that runs of the ledger booked, with sign 1, and those they took back, with −1. A run counts where its first
 * entry stands. A call that never got through is no event.
 */
export function usedByRuns(runs: string): string {
  return `
  select ${USED}, 1 as sign
  from ${runs} run
  cross join lateral ${lineWith("run.business_id", "run.run_id")} line
  where line.quantity > 0
  union all
  select ${USED}, -1 as sign
  from ${runs} run
  cross join lateral (
    select correction.line_id from usage_corrections correction
    where correction.business_id = run.business_id and correction.id = run.run_id
    limit 1
  ) correction
  cross join lateral ${lineWith("run.business_id", "correction.line_id")} line
  where line.quantity > 0`;
}

/** The limit keeps it one look into the index: how many runs came since, the planner does not know and believes to be many. */
function lineWith(businessId: string, id: string): string {
  return `(
    select * from usage_tracking line where line.business_id = ${businessId} and line.id = ${id} limit 1
  )`;
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
  select ${USED}, -1
  from usage_corrections correction
  cross join lateral ${lineWith("correction.business_id", "correction.line_id")} line
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
