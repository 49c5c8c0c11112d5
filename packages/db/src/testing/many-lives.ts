import { randomUUID } from "node:crypto";
import { balanceOf, type Command, DAY_MS, decideAll, HOUR_MS, type Instant } from "@farebox/billing-core";
import { readBalances } from "../balances/read-balance.ts";
import { commitEffects } from "../commit-effects.ts";
import { loadAccounts } from "../load-accounts.ts";
import type { TestLedger } from "./test-ledger.ts";

/**
 * Tells several businesses something each through the door: one load and one commit for all of them, as a busy process
 * does it, and again for those that moved meanwhile.
 */
export async function tellAtOnce({ db }: TestLedger, told: ReadonlyMap<string, readonly Command[]>): Promise<void> {
  for (let waiting = [...told.keys()]; waiting.length > 0; ) {
    const loaded = await loadAccounts(
      db.service,
      waiting.map((businessId) => ({ businessId, commands: told.get(businessId) ?? [] })),
    );
    const effects = waiting.flatMap((businessId) => {
      const account = loaded.accounts.get(businessId);
      if (account === undefined) throw new Error(`business ${businessId} was not loaded`);
      const context = { now: account.now, newId: randomUUID };
      return decideAll(account, told.get(businessId) ?? [], context).effects ?? [];
    });
    const { committed } = await commitEffects(db.service, loaded, effects);
    waiting = effects.map(({ businessId }) => businessId).filter((businessId) => !committed.has(businessId));
  }
}

/**
 * What businesses have of what was sold to them, as text: everything but ids, and instants by the hour since `base`,
 * because what happens "now" happens moments later in the other of two lives.
 */
export async function soldStates(
  ledger: TestLedger,
  { lives, base }: { readonly lives: readonly Life[]; readonly base: Instant },
): Promise<readonly SoldState[]> {
  const ids = lives.map(({ businessId }) => businessId);
  const [rows, balances] = await Promise.all([
    ledger.asSuperuser<Row>(SOLD, [ids, base / 1_000]),
    readBalances(ledger.db.service, ids),
  ]);
  const sold = new Map(rows.map((row) => [row.business_id, row]));
  return lives.map(({ businessId, names }) => {
    const row = balances.get(businessId);
    if (row === undefined) throw new Error(`business ${businessId} does not exist`);
    const later = INSTANTS.map((after) => {
      const { available, frozen, upcoming, debt } = balanceOf(row, row.now + after);
      return `after ${after / HOUR_MS} h: ${available} available, ${frozen} frozen, ${upcoming} upcoming, ${debt} debt`;
    });
    const named = (text: string | null | undefined) =>
      names.reduce((before, name, index) => before.replaceAll(name, `#${index}`), text ?? "nothing");
    const found = sold.get(businessId);
    return { grants: named(found?.grants), rest: [named(found?.rest), ...later].join("\n") };
  });
}

/** `names` are what ids of this life alone have in them, the same ones in the same place for every life that is compared. */
export type Life = { readonly businessId: string; readonly names: readonly string[] };
export type SoldState = { readonly grants: string; readonly rest: string };
type Row = { readonly business_id: string; readonly grants: string | null; readonly rest: string };

const INSTANTS: readonly number[] = [0, 4, 13, 15, 32, 63].map(
  (days) => days * DAY_MS + (days === 0 ? 0 : HOUR_MS / 2),
);

// Of a grant whose time is over, what a refund took and what had lapsed before it is one: nothing was left of it. A month of a
// year that came and was taken whole is one that never came, because all its money was back already.
const SOLD = `
with asked as (select unnest($1::uuid[]) as business_id)
select asked.business_id::text as business_id,
  (select string_agg(format('%s: %s of %s, %s refunded, %s of %s short, %s, from %s h to %s h', grants.key, remaining_micro, original_micro,
      case when expires_at > now_at then refunded_micro end, case when expires_at > now_at then refund_shortfall_micro end,
      refunded_micro + refund_shortfall_micro, case when frozen_at is null then 'free' else 'frozen' end,
      round(extract(epoch from effective_at) / 3600 - $2::float8 / 3600),
      case when expires_at <= now_at then 'over' else round(extract(epoch from expires_at) / 3600 - $2::float8 / 3600)::text end), e'\n' order by grants.key)
    from token_grants grants, (select clock_timestamp() + offset_ms * interval '1 millisecond' as now_at from sandbox_clock) as clock
    where grants.business_id = asked.business_id and not (grants.key like '%:month:%' and refunded_micro + refund_shortfall_micro = original_micro)) as grants,
  concat_ws(e'\n',
  (select format('ledger %s', sum(amount_micro)) from token_transactions where business_id = asked.business_id),
  (select format('%s %s %s until %s, cancels %s, ended %s, then %s', plan_key, status, subscription_id, period_ends_at, cancels_at, ended_at, pending_plan_key)
    from business_subscriptions where business_id = asked.business_id),
  (select string_agg(format('%s %s %s as of %s', subscription_id, plan_key, status, as_of), e'\n' order by subscription_id)
    from provider_subscriptions where business_id = asked.business_id),
  (select string_agg(format('%s paid %s %s', key, paid_amount_minor, currency), e'\n' order by key) from payments where business_id = asked.business_id),
  (select string_agg(format('%s %s %s %s', payment_key, cause, phase, amount_minor), e'\n' order by payment_key, cause)
    from payment_returns where business_id = asked.business_id),
  (select string_agg(format('%s %s', package_key, status), e'\n' order by package_key) from purchases where business_id = asked.business_id),
  (select string_agg(format('month %s of %s: %s', month, line_id, case when coalesce(granted_at, dropped_at) is null then 'waits' else 'came' end),
    e'\n' order by line_id, month) from scheduled_token_months where business_id = asked.business_id)
) as rest
from asked`;
