import { type Check, sqlCheck } from "./check.ts";
import { fundsOf } from "./held-checks.ts";

/** Whether alert rules stand as the balance does, as of the newest thing recorded. Hours are not in the ledger. */
export const ALERT_CHECKS: readonly Check[] = [
  sqlCheck({
    name: "alert_rules_stand_as_the_balance_does",
    rule: "a rule is armed only while available + held - debt is not below its line; one that warned is armed again once it is clearly above",
    counted: "alert_rules",
    broken: fundsOf(`,
watched as (
  select
    rule.*,
    greatest(funds.spendable, funds.held) - funds.debt as balance,
    case rule.kind when 'tokens' then rule.threshold when 'percent' then div(rule.base_micro::numeric * rule.threshold, 100) end as line
  from funds
  join alert_rules rule using (business_id)
)
select business_id, 'alert rule ' || id as place,
  format('is %s on %s, its line is %s', case when armed then 'armed' else 'not armed' end, balance, line) as problem
from watched
where (armed and balance < line)
  -- One that was written by hand is looked at by the next commit.
  or (not armed and last_fired_at is not null and balance > greatest(div(line::numeric * 11, 10), line + 10000000))`),
  }),
];
