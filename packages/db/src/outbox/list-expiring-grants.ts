import type { GrantSource, Instant, MicroTokens } from "@farebox/billing-core";
import { milliseconds } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** A grant that will expire with something left, and how far ahead its business is to be told. */
export type ExpiringGrant = {
  readonly businessId: string;
  readonly grantId: string;
  readonly source: GrantSource;
  readonly remaining: MicroTokens;
  readonly expiresAt: Instant;
  readonly daysAhead: number;
  /** Money time of the business. */
  readonly now: Instant;
};

/**
 * What is to be told of and was not yet, soonest first, at most `limit`. A grant that arrived later than a day of the list
 * is not told of for it, and where several of the days have passed only the last one is told.
 */
export async function listExpiringGrants(
  sql: SqlRunner,
  { daysAhead, limit }: { readonly daysAhead: readonly number[]; readonly limit: number },
): Promise<readonly ExpiringGrant[]> {
  const rows = await sql.query<Row>("expiring_grants", EXPIRING_GRANTS, [daysAhead, limit]);
  return rows.map((row) => ({
    businessId: row.business_id,
    grantId: row.id,
    source: row.source,
    remaining: row.remaining_micro,
    expiresAt: Number(row.expires_ms),
    daysAhead: row.days_ahead,
    now: Number(row.now_ms),
  }));
}

/** What its notice is told under, once for each day of the list. */
export function expiringGrantKey({ grantId, daysAhead }: Pick<ExpiringGrant, "grantId" | "daysAhead">): string {
  return `grant_expiring:${grantId}:${daysAhead}`;
}

const EXPIRING_GRANTS = `
with clock as (
  select clock_timestamp() + sandbox_clock.offset_ms * interval '1 millisecond' as now
  from sandbox_clock
)
select
  expiring.business_id,
  expiring.id,
  expiring.source,
  expiring.remaining_micro,
  ${milliseconds("expiring.expires_at")} as expires_ms,
  ahead.days as days_ahead,
  ${milliseconds("own.now")} as now_ms
from clock
join token_grants expiring
  on expiring.exhausted_at is null
  and expiring.expires_at <= clock.now + (select max(days) from unnest($1::integer[]) as days) * interval '1 day'
join businesses business on business.id = expiring.business_id
cross join lateral (
  select clock.now + business.clock_offset_ms * interval '1 millisecond' as now
) own
cross join lateral (
  select min(days) as days
  from unnest($1::integer[]) as days
  where expiring.expires_at <= own.now + days * interval '1 day'
) ahead
where expiring.frozen_at is null
  and expiring.expires_at > own.now
  and expiring.created_at <= expiring.expires_at - ahead.days * interval '1 day'
  and not exists (
    select from outbox told
    where told.business_id = expiring.business_id
      and told.dedupe_key = 'grant_expiring:' || expiring.id || ':' || ahead.days
  )
order by expiring.expires_at, expiring.business_id, expiring.id
limit $2`;

type Row = {
  readonly business_id: string;
  readonly id: string;
  readonly source: GrantSource;
  readonly remaining_micro: MicroTokens;
  readonly expires_ms: bigint;
  readonly days_ahead: number;
  readonly now_ms: bigint;
};
