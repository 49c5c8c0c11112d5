import type { SqlRunner } from "../connections/sql-runner.ts";
import { MONEY_NOW } from "./endpoint-columns.ts";
import type { EndpointName } from "./endpoints.ts";

/**
 * Makes a new secret the current one. The one before signs along for `overlapHours` of money time; older ones and those that are
 * over are removed. Null when there is no such endpoint; otherwise when the old one ends.
 */
export async function rotateSecret(
  sql: SqlRunner,
  { businessId, endpointId, ...secret }: RotatedSecret,
): Promise<{ readonly signsUntil: Date } | null> {
  const name = [businessId, endpointId];
  const [ended] = await sql.query<{ signsUntil: Date }>("end_secret", END_CURRENT, [...name, secret.overlapHours]);
  if (ended === undefined) return null;
  await sql.query("insert_secret", INSERT, [...name, secret.id, secret.sealed]);
  return ended;
}

export type RotatedSecret = EndpointName & {
  readonly id: string;
  readonly sealed: Buffer;
  readonly overlapHours: number;
};

/** What a request to an endpoint needs; null when there never was one, or it was removed. */
export async function readSigning(sql: SqlRunner, { businessId, endpointId }: EndpointName): Promise<Signing | null> {
  const rows = await sql.query<Signing>("endpoint_signing", READ_SIGNING, [businessId, endpointId]);
  return rows[0] ?? null;
}

export type Signing = {
  readonly url: string;
  readonly isDisabled: boolean;
  /** The current one first. */
  readonly sealedSecrets: readonly Buffer[];
};

// The endpoint is locked first: of two rotations at once the second ends what the first made.
const END_CURRENT = `
with ${MONEY_NOW},
rotated as (
  select endpoint.business_id, endpoint.id
  from webhook_endpoints endpoint
  where endpoint.business_id = $1::uuid and endpoint.id = $2::uuid and endpoint.deleted_at is null
  for update
),
older as (
  delete from webhook_secrets secret
  using rotated
  where secret.business_id = rotated.business_id
    and secret.endpoint_id = rotated.id
    and secret.signs_until is not null
)
update webhook_secrets secret
set signs_until = clock.now + $3 * interval '1 hour'
from rotated, clock
where secret.business_id = rotated.business_id
  and secret.endpoint_id = rotated.id
  and secret.signs_until is null
returning secret.signs_until as "signsUntil"`;

const INSERT = `
with ${MONEY_NOW}
insert into webhook_secrets (business_id, endpoint_id, id, sealed, created_at)
select $1::uuid, $2::uuid, $3::uuid, $4::bytea, clock.now
from clock`;

const READ_SIGNING = `
with ${MONEY_NOW}
select
  endpoint.url,
  endpoint.disabled_at is not null as "isDisabled",
  array(
    select secret.sealed
    from webhook_secrets secret
    where secret.business_id = endpoint.business_id
      and secret.endpoint_id = endpoint.id
      and (secret.signs_until is null or secret.signs_until > clock.now)
    order by secret.signs_until nulls first
  ) as "sealedSecrets"
from webhook_endpoints endpoint
cross join clock
where endpoint.business_id = $1::uuid and endpoint.id = $2::uuid and endpoint.deleted_at is null`;
