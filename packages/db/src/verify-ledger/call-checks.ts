import { type Check, inScope, sqlCheck } from "./check.ts";

/** A call ends once, and lines, ledger and hold tell the same of it (I8). */
export const CALL_CHECKS: readonly Check[] = [
  sqlCheck({
    name: "calls_equal_their_lines",
    rule: "a call that ended stands as one line of its seconds and charge; a live one has no line yet",
    counted: "token_holds",
    broken: `
select
  hold.business_id,
  'hold ' || hold.id as place,
  format('%s after %s s for %s at %s; its line %s says %s for %s, recorded at %s as %s',
    hold.status, hold.elapsed_seconds, hold.accrued_micro, hold.closed_at,
    hold.line_id, standing.quantity, standing.charged_micro, standing.recorded_at, first_entry.kind) as problem
from token_holds hold
left join usage_tracking booked on booked.business_id = hold.business_id and booked.id = hold.id
left join usage_tracking standing on standing.business_id = hold.business_id and standing.id = hold.line_id
left join usage_corrections correction on correction.business_id = hold.business_id and correction.line_id = hold.id
left join token_transactions first_entry
  on first_entry.business_id = hold.business_id and first_entry.run_id = hold.id and first_entry.leg = 1
where ${inScope("hold.business_id")}
  and case
    when hold.status = 'open' then booked.id is not null
    else
      booked.hold_id is distinct from hold.id
      or first_entry.kind is distinct from case when hold.status = 'voided' then 'void' else 'usage' end
      or ${facts("standing")} is distinct from
        (hold.id, hold.service, hold.agent_id, hold.call_id, hold.opened_at, hold.rate_card_id, hold.rate_version, hold.elapsed_seconds::bigint, hold.accrued_micro::bigint)
      or case
        when hold.status in ('captured', 'voided') then booked.recorded_at <> hold.closed_at
        else booked.recorded_at < hold.closed_at
      end
      or (
        standing.id <> booked.id
        and (
          standing.replaces_line_id is distinct from booked.id
          or correction.replacement_line_id is distinct from standing.id
          or standing.recorded_at is distinct from hold.settled_at
        )
      )
  end`,
  }),
  sqlCheck({
    name: "lines_of_calls_have_calls",
    rule: "a line of a call is the one its hold ended as, or replaces a line of the same call",
    counted: "usage_tracking",
    broken: `
select line.business_id, 'line ' || line.id as place, format('says it is of call %s, which is %s', line.hold_id, coalesce(hold.status, 'not there')) as problem
from usage_tracking line
left join token_holds hold on hold.business_id = line.business_id and hold.id = line.hold_id
left join usage_tracking replaced on replaced.business_id = line.business_id and replaced.id = line.replaces_line_id
where ${inScope("line.business_id")}
  and (
    (line.hold_id is not null and (hold.id is null or hold.status = 'open'))
    or (line.replaces_line_id is not null and line.hold_id is distinct from replaced.hold_id)
  )`,
  }),
];

function facts(line: string): string {
  const names = ["hold_id", "service", "agent_id", "ref", "occurred_at", "rate_card_id", "rate_version", "quantity"];
  return `(${names.map((name) => `${line}.${name}`).join(", ")}, ${line}.charged_micro::bigint)`;
}
