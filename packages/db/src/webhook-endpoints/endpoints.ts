import type { SqlRunner } from "../connections/sql-runner.ts";
import { ENDPOINT_COLUMNS, MONEY_NOW, type StoredEndpoint } from "./endpoint-columns.ts";

/** Of a business, the newest first; removed ones are not among them. */
export function listEndpoints(sql: SqlRunner, businessId: string): Promise<StoredEndpoint[]> {
  return sql.query<StoredEndpoint>("webhook_endpoints", LIST, [businessId]);
}

export async function readEndpoint(
  sql: SqlRunner,
  { businessId, endpointId }: EndpointName,
): Promise<StoredEndpoint | null> {
  const rows = await sql.query<StoredEndpoint>("webhook_endpoint", READ, [businessId, endpointId]);
  return rows[0] ?? null;
}

/** With its first secret. Null when the business has as many as it may; of several made at once none is too many. */
export async function insertEndpoint(sql: SqlRunner, added: NewEndpoint): Promise<{ readonly id: string } | null> {
  await sql.query("lock_endpoints", LOCK, [added.businessId]);
  const rows = await sql.query<{ id: string }>("insert_endpoint", INSERT, [
    added.businessId,
    added.id,
    added.url,
    added.description,
    added.kinds,
    added.createdBy,
    added.mostEndpoints,
    added.secretId,
    added.sealedSecret,
  ]);
  return rows[0] ?? null;
}

/**
 * Changes what is given and leaves the rest. Enabling one that was disabled begins anew: what it failed before does not count.
 * Null when there is no such endpoint.
 */
export async function updateEndpoint(
  sql: SqlRunner,
  { businessId, endpointId, change }: EndpointName & { readonly change: EndpointChange },
): Promise<{ readonly isEnabled: boolean } | null> {
  const { url = null, description = null, enabled = null } = change;
  const parameters = [
    businessId,
    endpointId,
    url,
    description,
    change.kinds !== undefined,
    change.kinds ?? null,
    enabled,
  ];
  const rows = await sql.query<{ isEnabled: boolean }>("update_endpoint", UPDATE, parameters);
  return rows[0] ?? null;
}

/** Removes it and its secrets; its log stays. False when there is no such endpoint. */
export async function deleteEndpoint(sql: SqlRunner, { businessId, endpointId }: EndpointName): Promise<boolean> {
  return (await sql.query("delete_endpoint", DELETE, [businessId, endpointId])).length > 0;
}

export type EndpointName = { readonly businessId: string; readonly endpointId: string };

export type NewEndpoint = {
  readonly businessId: string;
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly kinds: readonly string[] | null;
  /** The person who made it; null for a key. */
  readonly createdBy: string | null;
  readonly mostEndpoints: number;
  readonly secretId: string;
  readonly sealedSecret: Buffer;
};

export type EndpointChange = {
  readonly url?: string;
  readonly description?: string;
  readonly kinds?: readonly string[] | null;
  readonly enabled?: boolean;
};

const LIST = `
select ${ENDPOINT_COLUMNS}
from webhook_endpoints endpoint
where endpoint.business_id = $1::uuid and endpoint.deleted_at is null
order by endpoint.id desc`;

const READ = `
select ${ENDPOINT_COLUMNS}
from webhook_endpoints endpoint
where endpoint.business_id = $1::uuid and endpoint.id = $2::uuid and endpoint.deleted_at is null`;

// Nothing else of a business waits for this: commits of tokens only need the row to stay.
const LOCK = "select from businesses where id = $1::uuid for no key update";

const INSERT = `
with ${MONEY_NOW},
added as (
  insert into webhook_endpoints (business_id, id, url, description, kinds, created_by, created_at)
  select $1::uuid, $2::uuid, $3, $4, $5::text[], $6, clock.now
  from clock
  where (
    select count(*) from webhook_endpoints other where other.business_id = $1::uuid and other.deleted_at is null
  ) < $7::integer
  returning business_id, id, created_at
),
secret as (
  insert into webhook_secrets (business_id, endpoint_id, id, sealed, created_at)
  select added.business_id, added.id, $8::uuid, $9::bytea, added.created_at
  from added
)
select added.id from added`;

const UPDATE = `
with ${MONEY_NOW}
update webhook_endpoints endpoint
set
  url = coalesce($3, endpoint.url),
  description = coalesce($4, endpoint.description),
  kinds = case when $5::boolean then $6::text[] else endpoint.kinds end,
  disabled_at = case when $7::boolean then null when not $7::boolean then coalesce(endpoint.disabled_at, clock.now) else endpoint.disabled_at end,
  disabled_reason = case when $7::boolean then null when not $7::boolean then coalesce(endpoint.disabled_reason, 'by_owner') else endpoint.disabled_reason end,
  failing_since = case when $7::boolean then null else endpoint.failing_since end,
  failures_in_a_row = case when $7::boolean then 0 else endpoint.failures_in_a_row end,
  updated_at = clock_timestamp()
from clock
where endpoint.business_id = $1::uuid
  and endpoint.id = $2::uuid
  and endpoint.deleted_at is null
returning endpoint.disabled_at is null as "isEnabled"`;

const DELETE = `
with removed as (
  update webhook_endpoints endpoint
  set deleted_at = clock_timestamp(), updated_at = clock_timestamp()
  where endpoint.business_id = $1::uuid and endpoint.id = $2::uuid and endpoint.deleted_at is null
  returning endpoint.business_id, endpoint.id
),
forgotten as (
  delete from webhook_secrets secret
  using removed
  where secret.business_id = removed.business_id and secret.endpoint_id = removed.id
)
select removed.id from removed`;
