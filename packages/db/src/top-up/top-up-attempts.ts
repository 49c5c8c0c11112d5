import type { TopUpRule } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { readTopUp, saveTopUpRule } from "./top-up-rules.ts";

/**
 * Opens an attempt with its purchase, on the version of the rule it was decided on, unless one is open: of two that were
 * decided at once one is opened. The purchase's snapshot is what the package is now; null when nothing was opened.
 */
export async function openTopUpAttempt(
  sql: SqlRunner,
  opened: {
    readonly businessId: string;
    readonly attemptId: string;
    readonly purchaseId: string;
    readonly ruleVersion: bigint;
  },
): Promise<{ readonly purchaseId: string } | null> {
  const { businessId, attemptId, purchaseId, ruleVersion } = opened;
  const parameters = [businessId, attemptId, purchaseId, ruleVersion];
  const [row] = await sql.query<{ purchase_id: string }>("open_top_up_attempt", OPEN_ATTEMPT, parameters);
  return row === undefined ? null : { purchaseId: row.purchase_id };
}

/**
 * The attempt came to nothing: declined (which changes the rule as `afterDecline` says) or given up. False, and nothing
 * changes, when its purchase was paid after all or it is closed already.
 */
export async function closeTopUpAttempt(
  sql: SqlRunner,
  closed: {
    readonly businessId: string;
    readonly purchaseId: string;
    readonly status: "declined" | "canceled";
    readonly declineCode: string | null;
  },
): Promise<boolean> {
  const { businessId, purchaseId, status, declineCode } = closed;
  const rows = await sql.query("close_top_up_attempt", CLOSE_ATTEMPT, [businessId, purchaseId, status, declineCode]);
  return rows.length > 0;
}

/**
 * Closes the attempt whose purchase was paid, and forgives the rule its declines: the payment's fact alone settles an
 * attempt. Called after such a fact and before a next attempt is decided, so that a crash in between leaves nothing open.
 */
export async function settleTopUpAttempts(sql: SqlRunner, businessId: string): Promise<boolean> {
  return (await sql.query("settle_top_up_attempts", SETTLE_ATTEMPTS, [businessId])).length > 0;
}

/** Changes the rule as often as it moved meanwhile; null when there is none. */
export async function changeTopUpRule(
  sql: SqlRunner,
  { businessId, change }: { readonly businessId: string; readonly change: (rule: TopUpRule) => TopUpRule },
): Promise<TopUpRule | null> {
  for (;;) {
    const stored = await readTopUp(sql, businessId);
    if (stored === null) return null;
    const rule = change(stored.rule);
    if (await saveTopUpRule(sql, { businessId, rule, version: stored.version })) return rule;
  }
}

const OPEN_ATTEMPT = `
with
rule as (
  update auto_top_up_rules standing
  set version = standing.version + 1, updated_at = clock_timestamp()
  where standing.business_id = $1::uuid
    and standing.version = $4::bigint
    and standing.enabled
    and not exists (
      select from auto_top_up_attempts open where open.business_id = standing.business_id and open.status = 'open'
    )
  returning standing.business_id, standing.package_key
),
purchase as (
  insert into purchases
    (business_id, id, package_key, kind, tokens_micro, bonus_micro, price_amount_minor, price_currency, created_at)
  select
    rule.business_id, $3::uuid, package.key, 'top_up', package.tokens_micro, package.bonus_micro,
    package.price_amount_minor, package.price_currency,
    clock_timestamp() + (sandbox_clock.offset_ms + business.clock_offset_ms) * interval '1 millisecond'
  from rule
  join token_packages package on package.key = rule.package_key
  join businesses business on business.id = rule.business_id
  cross join sandbox_clock
  returning business_id, id, price_amount_minor, price_currency, created_at
)
insert into auto_top_up_attempts (business_id, id, purchase_id, price_amount_minor, price_currency, created_at)
select business_id, $2::uuid, id, price_amount_minor, price_currency, created_at
from purchase
returning purchase_id`;

const CLOSE_ATTEMPT = `
update auto_top_up_attempts
set status = $3, decline_code = $4, closed_at = clock_timestamp()
where business_id = $1::uuid
  and purchase_id = $2::uuid
  and status = 'open'
  and not exists (
    select from purchases paid where paid.business_id = $1::uuid and paid.id = $2::uuid and paid.paid_at is not null
  )
returning id`;

const SETTLE_ATTEMPTS = `
with paid as (
  update auto_top_up_attempts attempt
  set status = 'paid', decline_code = null, closed_at = clock_timestamp()
  from purchases purchase
  where attempt.business_id = $1::uuid
    and attempt.status <> 'paid'
    and purchase.business_id = attempt.business_id
    and purchase.id = attempt.purchase_id
    and purchase.paid_at is not null
  returning attempt.business_id
)
update auto_top_up_rules rule
set declines_in_a_row = 0, paused_until = null, version = rule.version + 1, updated_at = clock_timestamp()
where rule.business_id = $1::uuid
  and exists (select from paid)
returning rule.business_id`;
