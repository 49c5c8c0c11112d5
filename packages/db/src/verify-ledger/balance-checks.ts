import { type Check, inScope, sqlCheck } from "./check.ts";

/** What stands on a balance row and on grants is what the ledger says (I1, I3, I5). */
export const BALANCE_CHECKS: readonly Check[] = [
  sqlCheck({
    name: "every_business_has_a_balance",
    rule: "a balance row is born with its business",
    counted: "token_balances",
    broken: `
select business.id as business_id, 'balance' as place, 'is missing' as problem
from businesses business
left join token_balances balance on balance.business_id = business.id
where balance.business_id is null
  and ${inScope("business.id")}`,
  }),
  sqlCheck({
    name: "balances_equal_ledger",
    rule: "last_seq counts the entries, the total is their sum, the debt is what entries without a grant add up to",
    counted: "token_balances",
    broken: `
with ledger as (
  select
    business_id,
    count(*) as entries,
    max(seq) as newest,
    sum(amount_micro) as total,
    coalesce(-sum(amount_micro) filter (where grant_id is null), 0) as debt
  from token_transactions
  where ${inScope("business_id")}
  group by business_id
)
select
  balance.business_id,
  'balance' as place,
  format('last_seq %s, total %s, debt %s; the ledger has %s entries up to seq %s, total %s, debt %s',
    balance.last_seq, balance.ledger_total_micro, balance.debt_micro,
    coalesce(ledger.entries, 0), coalesce(ledger.newest, 0), coalesce(ledger.total, 0), coalesce(ledger.debt, 0)) as problem
from token_balances balance
left join ledger using (business_id)
where ${inScope("balance.business_id")}
  and (
    balance.last_seq <> coalesce(ledger.entries, 0)
    or balance.last_seq <> coalesce(ledger.newest, 0)
    or balance.ledger_total_micro <> coalesce(ledger.total, 0)
    or balance.debt_micro <> coalesce(ledger.debt, 0)
  )`,
  }),
  sqlCheck({
    name: "total_is_grants_less_debt",
    rule: "the sum of the ledger is what remains of all grants less the debt",
    counted: "token_balances",
    broken: `
select
  balance.business_id,
  'balance' as place,
  format('total %s; grants %s less debt %s', balance.ledger_total_micro, coalesce(owned.remaining, 0), balance.debt_micro) as problem
from token_balances balance
left join (
  select business_id, sum(remaining_micro) as remaining
  from token_grants
  where ${inScope("business_id")}
  group by business_id
) owned using (business_id)
where ${inScope("balance.business_id")}
  and balance.ledger_total_micro <> coalesce(owned.remaining, 0) - balance.debt_micro`,
  }),
  sqlCheck({
    name: "grants_equal_ledger",
    rule: "what remains of a grant is the sum of its entries, and one entry brought exactly its tokens",
    counted: "token_grants",
    broken: `
select
  owned.business_id,
  'grant ' || owned.id as place,
  format('%s of %s remain; its entries add up to %s, %s of them brought it',
    owned.remaining_micro, owned.original_micro, coalesce(sum(entry.amount_micro), 0), count(*) filter (where brings.it)) as problem
from token_grants owned
left join token_transactions entry on entry.business_id = owned.business_id and entry.grant_id = owned.id
left join lateral (
  select entry.kind = owned.source and entry.run_id = owned.id and entry.amount_micro = owned.original_micro as it
) brings on true
where ${inScope("owned.business_id")}
group by owned.business_id, owned.id, owned.remaining_micro, owned.original_micro
having owned.remaining_micro <> coalesce(sum(entry.amount_micro), 0)
  or count(*) filter (where brings.it) <> 1`,
  }),
  sqlCheck({
    name: "repaid_debt_is_remembered",
    rule: "what lines that were not corrected, and refunds, left as debt is today's debt and what grants remember to have repaid",
    counted: "token_balances",
    broken: `
with left_as_debt as (
  select entry.business_id, -sum(entry.amount_micro) as amount
  from token_transactions entry
  left join usage_corrections correction on correction.business_id = entry.business_id and correction.line_id = entry.run_id
  where ${inScope("entry.business_id")}
    and entry.kind = 'usage'
    and entry.grant_id is null
    and correction.id is null
  group by entry.business_id
),
repaid as (
  select business_id, sum(debt_repaid_micro - refund_debt_micro) as amount
  from token_grants
  where ${inScope("business_id")}
  group by business_id
)
select
  balance.business_id,
  'balance' as place,
  format('lines left %s as debt; %s is owed, grants repaid %s',
    coalesce(left_as_debt.amount, 0), balance.debt_micro, coalesce(repaid.amount, 0)) as problem
from token_balances balance
left join left_as_debt using (business_id)
left join repaid using (business_id)
where ${inScope("balance.business_id")}
  and coalesce(left_as_debt.amount, 0) <> balance.debt_micro + coalesce(repaid.amount, 0)`,
  }),
];
