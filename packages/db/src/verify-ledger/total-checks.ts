import { type Check, inScope, sqlCheck } from "./check.ts";

/** The totals that charts and caps read are the lines that were not corrected, summed. */
export const TOTAL_CHECKS: readonly Check[] = [
  sqlCheck({
    name: "quarter_hours_equal_lines",
    rule: "quarter hours of UTC add up the lines that were not corrected",
    counted: "usage_quarter_hours",
    broken: differences({
      table: "usage_quarter_hours",
      period: "quarter_start",
      periodOfLine: "to_timestamp(floor(extract(epoch from line.occurred_at) / 900) * 900)",
      agent: "''",
      agentOfLine: "''",
    }),
  }),
  sqlCheck({
    name: "days_equal_lines",
    rule: "days of the business's zone add up the lines that were not corrected, by service and agent",
    counted: "usage_days",
    broken: differences({
      table: "usage_days",
      period: "day",
      periodOfLine: "(line.occurred_at at time zone business.time_zone)::date",
      agent: "agent_id",
      agentOfLine: "coalesce(line.agent_id, '')",
    }),
  }),
  sqlCheck({
    name: "charged_days_equal_lines",
    rule: "what caps count are the charges of the lines that were not corrected, by day of recording and agent",
    counted: "charged_days",
    broken: `
with summed as (
  select
    line.business_id,
    (line.recorded_at at time zone business.time_zone)::date as day,
    coalesce(line.agent_id, '') as agent_id,
    sum(line.charged_micro) as charged
  from usage_tracking line
  join businesses business on business.id = line.business_id
  left join usage_corrections correction on correction.business_id = line.business_id and correction.line_id = line.id
  where ${inScope("line.business_id")}
    and correction.id is null
  group by 1, 2, 3
)
select
  business_id,
  format('%s %s', day, agent_id) as place,
  format('charged %s; the lines say %s', coalesce(kept.charged_micro, 0), coalesce(summed.charged, 0)) as problem
from (select * from charged_days where ${inScope("business_id")}) kept
full join summed using (business_id, day, agent_id)
where coalesce(kept.charged_micro, 0) <> coalesce(summed.charged, 0)`,
  }),
];

type Totals = {
  readonly table: string;
  readonly period: string;
  readonly periodOfLine: string;
  readonly agent: string;
  readonly agentOfLine: string;
};

function differences({ table, period, periodOfLine, agent, agentOfLine }: Totals): string {
  return `
with
kept as (
  select business_id, ${period} as period, service, ${agent}::text as agent, events, quantity, charged_micro as charged
  from ${table}
  where ${inScope("business_id")}
),
summed as (
  select
    line.business_id,
    ${periodOfLine} as period,
    line.service,
    ${agentOfLine}::text as agent,
    count(*) filter (where line.quantity > 0) as events,
    sum(line.quantity) as quantity,
    sum(line.charged_micro) as charged
  from usage_tracking line
  join businesses business on business.id = line.business_id
  left join usage_corrections correction on correction.business_id = line.business_id and correction.line_id = line.id
  where ${inScope("line.business_id")}
    and correction.id is null
  group by 1, 2, 3, 4
)
select
  business_id,
  format('%s %s %s', period, service, agent) as place,
  format('%s events, quantity %s, charged %s; the lines say %s, %s, %s',
    coalesce(kept.events, 0), coalesce(kept.quantity, 0), coalesce(kept.charged, 0),
    coalesce(summed.events, 0), coalesce(summed.quantity, 0), coalesce(summed.charged, 0)) as problem
from kept
full join summed using (business_id, period, service, agent)
where coalesce(kept.events, 0) <> coalesce(summed.events, 0)
  or coalesce(kept.quantity, 0) <> coalesce(summed.quantity, 0)
  or coalesce(kept.charged, 0) <> coalesce(summed.charged, 0)`;
}
