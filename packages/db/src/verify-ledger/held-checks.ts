import { type Check, inScope, sqlCheck } from "./check.ts";

/**
 * What a business has, keeps for live calls and owes, as of the newest thing recorded: everything that fell due up to then
 * was written by it (I3, I4, I9). Spendable are grants that have begun, have not expired and are not frozen.
 */
export const HELD_CHECKS: readonly Check[] = [
  sqlCheck({
    name: "debt_only_when_empty",
    rule: "there is no debt while more tokens could be spent than live calls keep",
    counted: "token_balances",
    broken: fundsOf(`
select business_id, 'balance' as place, format('%s could be spent, live calls keep %s, %s is owed', spendable, held, debt) as problem
from funds
where debt > 0
  and spendable > held`),
  }),
  sqlCheck({
    name: "held_tokens_are_there",
    rule: "what live calls keep is in grants that can be spent, in expired ones that wait for them, or in frozen ones",
    counted: "token_balances",
    broken: fundsOf(`
select business_id, 'balance' as place, format('live calls keep %s; %s + %s expired + %s frozen are there', held, spendable, expired, frozen) as problem
from funds
where held > spendable + expired + frozen`),
  }),
  sqlCheck({
    name: "expired_tokens_are_needed",
    rule: "of an expired grant remains only what live calls keep beyond what can be spent",
    counted: "token_balances",
    broken: fundsOf(`
select business_id, 'balance' as place, format('%s expired remain; live calls keep %s, %s could be spent', expired, held, spendable) as problem
from funds
where expired > greatest(0, held - spendable)`),
  }),
  sqlCheck({
    name: "open_calls_are_not_overdue",
    rule: "a call that was overdue when something was recorded was abandoned by it",
    counted: "token_holds",
    broken: `
select live.business_id, 'hold ' || live.id as place, format('overdue since %s, recorded until %s', live.expires_at, balance.last_recorded_at) as problem
from token_holds live
join token_balances balance using (business_id)
where ${inScope("live.business_id")}
  and live.closed_at is null
  and live.expires_at <= balance.last_recorded_at`,
  }),
];

/** `select` may begin with further parts of the `with`. */
export function fundsOf(select: string): string {
  return `
with
funds as (
  select balance.business_id, balance.debt_micro as debt, owned.spendable, owned.expired, owned.frozen, live.held
  from token_balances balance
  cross join lateral (
    select
      coalesce(sum(remaining_micro) filter (
        where frozen_at is null
          and effective_at <= balance.last_recorded_at
          and (expires_at is null or expires_at > balance.last_recorded_at)
      ), 0) as spendable,
      coalesce(sum(remaining_micro) filter (where frozen_at is null and expires_at <= balance.last_recorded_at), 0) as expired,
      coalesce(sum(remaining_micro) filter (where frozen_at is not null), 0) as frozen
    from token_grants
    where business_id = balance.business_id and exhausted_at is null
  ) owned
  cross join lateral (
    select coalesce(sum(held_micro), 0) as held
    from token_holds
    where business_id = balance.business_id and closed_at is null
  ) live
  where ${inScope("balance.business_id")}
)${select}`;
}
