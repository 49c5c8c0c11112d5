import type { SqlRunner } from "../connections/sql-runner.ts";

/**
 * Makes a business together with its balance row, its free subscription and, for a person, its owner. Null if the business
 * was there. Run as `before` of `withLockedAccounts`, so that the trial grant commits with it or not at all.
 *
 * Of two at once the second waits for the first to commit and then finds the business there.
 */
export async function insertBusinessOnce(sql: SqlRunner, business: NewBusiness): Promise<{ id: string } | null> {
  const rows = await sql.query<{ id: string }>("insert_business", INSERT_BUSINESS, [
    business.id,
    business.name,
    business.slug,
    business.timeZone,
    business.createdBy,
    business.clockOffsetMs,
    business.owner?.memberId ?? null,
    business.owner?.userId ?? null,
  ]);
  return rows[0] ?? null;
}

export type NewBusiness = {
  readonly id: string;
  readonly name: string;
  readonly slug: string | null;
  readonly timeZone: string;
  /** Id of the person who makes it; null for an installation key. */
  readonly createdBy: string | null;
  /** 0, unless a demo history is about to be filled in. Never positive. */
  readonly clockOffsetMs: number;
  readonly owner: { readonly memberId: string; readonly userId: string } | null;
};

// created_at is money time, so that a business of the demo is as old as its history.
const INSERT_BUSINESS = `
with
business as (
  insert into businesses (id, name, slug, time_zone, created_by, clock_offset_ms, created_at)
  select
    $1::uuid, $2, $3, $4, $5, $6::bigint,
    clock_timestamp() + (sandbox_clock.offset_ms + $6::bigint) * interval '1 millisecond'
  from sandbox_clock
  on conflict (id) do nothing
  returning id, created_at
),
balance as (
  insert into token_balances (business_id) select id from business
),
subscription as (
  insert into business_subscriptions (business_id) select id from business
),
owner as (
  insert into members (business_id, id, user_id, role, created_at)
  select id, $7::uuid, $8, 'owner', created_at
  from business
  where $8::text is not null
)
select id from business
`;
