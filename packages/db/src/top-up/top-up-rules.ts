import type { CostBasis, Instant, MicroTokens, TopUpAttempt, TopUpRule } from "@farebox/billing-core";
import { milliseconds } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** A rule with its version, and every attempt of the last 62 days, the newest first. */
export type StoredTopUp = {
  readonly rule: TopUpRule;
  readonly version: bigint;
  /** Nothing is bought until the balance has been above. */
  readonly waitsForRise: boolean;
  readonly attempts: readonly (TopUpAttempt & { readonly id: string; readonly purchaseId: string })[];
};

/** Null when the business never had a rule. */
export async function readTopUp(sql: SqlRunner, businessId: string): Promise<StoredTopUp | null> {
  const [row] = await sql.query<Row>("top_up", READ_TOP_UP, [businessId]);
  return row === undefined ? null : toStored(row);
}

/**
 * Saves a rule over the version it was made from; null for a first one. False when it moved meanwhile. Left out, whether it
 * waits for the balance to rise stays as it is.
 */
export async function saveTopUpRule(
  sql: SqlRunner,
  saved: {
    readonly businessId: string;
    readonly rule: TopUpRule;
    readonly version: bigint | null;
    readonly waitsForRise?: boolean;
  },
): Promise<boolean> {
  const { businessId, rule, version } = saved;
  const rows = await sql.query("save_top_up_rule", SAVE_RULE, [
    businessId,
    rule.enabled,
    rule.below,
    rule.packageKey,
    rule.monthlyCap,
    rule.consent?.who ?? null,
    toTime(rule.consent?.when ?? null),
    rule.declinesInARow,
    toTime(rule.pausedUntil),
    rule.turnedOffReason,
    version,
    saved.waitsForRise ?? null,
  ]);
  return rows.length > 0;
}

/** Businesses whose rule is on, in id order after `afterId`. */
export async function listTopUpCandidates(
  sql: SqlRunner,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await sql.query<{ business_id: string }>("top_up_candidates", CANDIDATES, [page.afterId, page.limit]);
  return rows.map((row) => row.business_id);
}

const READ_TOP_UP = `
select
  rule.enabled,
  rule.below_micro,
  rule.package_key,
  rule.monthly_cap_minor,
  rule.consent_by,
  ${milliseconds("rule.consent_at")} as consent_ms,
  rule.declines_in_a_row,
  ${milliseconds("rule.paused_until")} as paused_until_ms,
  rule.turned_off_reason,
  rule.version,
  rule.waits_for_rise,
  (
    select json_agg(json_build_object(
      'id', attempt.id,
      'purchaseId', attempt.purchase_id,
      'status', attempt.status,
      'price', json_build_object('amount', attempt.price_amount_minor, 'currency', attempt.price_currency),
      'createdAt', ${milliseconds("attempt.created_at")}
    ) order by attempt.created_at desc, attempt.id desc)
    from auto_top_up_attempts attempt
    where attempt.business_id = rule.business_id
      and (
        attempt.status = 'open'
        or attempt.created_at > (select max(newest.created_at) from auto_top_up_attempts newest where newest.business_id = rule.business_id) - interval '62 days'
      )
  ) as attempts
from auto_top_up_rules rule
where rule.business_id = $1::uuid`;

const SAVE_RULE = `
insert into auto_top_up_rules as standing
  (business_id, enabled, below_micro, package_key, monthly_cap_minor, consent_by, consent_at, declines_in_a_row, paused_until, turned_off_reason, waits_for_rise)
values ($1::uuid, $2, $3, $4, $5, $6, $7, $8, $9, $10, coalesce($12::boolean, false))
on conflict (business_id) do update
set
  enabled = excluded.enabled,
  below_micro = excluded.below_micro,
  package_key = excluded.package_key,
  monthly_cap_minor = excluded.monthly_cap_minor,
  consent_by = excluded.consent_by,
  consent_at = excluded.consent_at,
  declines_in_a_row = excluded.declines_in_a_row,
  paused_until = excluded.paused_until,
  turned_off_reason = excluded.turned_off_reason,
  waits_for_rise = coalesce($12::boolean, standing.waits_for_rise),
  version = standing.version + 1,
  updated_at = clock_timestamp()
where standing.version = $11::bigint
returning business_id`;

const CANDIDATES = `
select business_id
from auto_top_up_rules
where enabled and ($1::uuid is null or business_id > $1::uuid)
order by business_id
limit $2`;

type Row = {
  readonly enabled: boolean;
  readonly below_micro: bigint;
  readonly package_key: string;
  readonly monthly_cap_minor: bigint;
  readonly consent_by: string | null;
  readonly consent_ms: bigint | null;
  readonly declines_in_a_row: number;
  readonly paused_until_ms: bigint | null;
  readonly turned_off_reason: string | null;
  readonly version: bigint;
  readonly waits_for_rise: boolean;
  readonly attempts:
    | readonly {
        readonly id: string;
        readonly purchaseId: string;
        readonly status: TopUpAttempt["status"];
        readonly price: CostBasis;
        readonly createdAt: Instant;
      }[]
    | null;
};

function toStored(row: Row): StoredTopUp {
  return {
    rule: {
      enabled: row.enabled,
      below: row.below_micro as MicroTokens,
      packageKey: row.package_key,
      monthlyCap: Number(row.monthly_cap_minor),
      consent:
        row.consent_by === null || row.consent_ms === null
          ? null
          : { who: row.consent_by, when: Number(row.consent_ms) },
      declinesInARow: row.declines_in_a_row,
      pausedUntil: row.paused_until_ms === null ? null : Number(row.paused_until_ms),
      turnedOffReason: row.turned_off_reason,
    },
    version: row.version,
    waitsForRise: row.waits_for_rise,
    attempts: row.attempts ?? [],
  };
}

function toTime(instant: Instant | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
