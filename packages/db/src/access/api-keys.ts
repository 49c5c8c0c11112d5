import type { SqlRunner } from "../connections/sql-runner.ts";
import { REVOKED_KEYS_CHANNEL } from "./revoked-keys.ts";

/** The keys with these hashes (SHA-256 as hex) that were ever made; whether they still count is for the caller to judge. */
export function readApiKeysByHash(sql: SqlRunner, hashes: readonly string[]): Promise<FoundApiKey[]> {
  return sql.query<FoundApiKey>("api_keys_by_hash", BY_HASH, [hashes]);
}

/** Keys of a business, or of the installation for null; newest first. */
export function listApiKeys(sql: SqlRunner, businessId: string | null): Promise<StoredApiKey[]> {
  return businessId === null
    ? sql.query<StoredApiKey>("api_keys_of_installation", LIST_OF_INSTALLATION, [])
    : sql.query<StoredApiKey>("api_keys_of_business", LIST_OF_BUSINESS, [businessId]);
}

export async function insertApiKey(sql: SqlRunner, key: NewApiKey): Promise<StoredApiKey> {
  const rows = await sql.query<StoredApiKey>("insert_api_key", INSERT, [
    key.id,
    key.keyHash,
    key.prefix,
    key.last4,
    key.businessId,
    key.name,
    key.scopes,
    key.mode,
    key.createdBy,
    key.expiresAt,
  ]);
  if (rows[0] === undefined) throw new Error("an insert returned no row");
  return rows[0];
}

/** Ends a key of this business (null: of the installation), and tells every process that listens. A key that was revoked before keeps its first instant. */
export async function revokeApiKey(
  sql: SqlRunner,
  key: { readonly id: string; readonly businessId: string | null },
): Promise<StoredApiKey | null> {
  const rows = await sql.query<StoredApiKey>("revoke_api_key", REVOKE, [key.id, key.businessId, REVOKED_KEYS_CHANNEL]);
  return rows[0] ?? null;
}

/** Notes that keys were used. Only ever moves forward, so processes may report in any order. */
export async function touchApiKeys(
  sql: SqlRunner,
  uses: readonly { readonly id: string; readonly usedAt: Date }[],
): Promise<void> {
  await sql.query("touch_api_keys", TOUCH, [uses.map((use) => use.id), uses.map((use) => use.usedAt)]);
}

export type StoredApiKey = {
  readonly id: string;
  readonly prefix: string;
  readonly last4: string;
  /** Null: an installation key. */
  readonly businessId: string | null;
  readonly name: string;
  readonly scopes: string[];
  readonly mode: "live" | "test";
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly expiresAt: Date | null;
};

export type NewApiKey = Omit<StoredApiKey, "createdAt" | "lastUsedAt" | "revokedAt" | "scopes"> & {
  readonly keyHash: Buffer;
  readonly scopes: readonly string[];
  /** The person who made it; null for one the installation made itself. */
  readonly createdBy: string | null;
};

export type FoundApiKey = StoredApiKey & { readonly hash: string };

const COLUMNS = `id, prefix, last4, business_id as "businessId", name, scopes, mode, created_at as "createdAt",
  last_used_at as "lastUsedAt", revoked_at as "revokedAt", expires_at as "expiresAt"`;

const SELECT = `select ${COLUMNS} from api_keys`;

const BY_HASH = `
select ${COLUMNS}, encode(key_hash, 'hex') as "hash"
from api_keys
where key_hash = any (array(select decode(asked, 'hex') from unnest($1::text[]) as asked))`;

// Two statements: `is not distinct from`, which would take both, cannot use the index.
const LIST_OF_BUSINESS = `${SELECT} where business_id = $1::uuid order by created_at desc, id desc`;
const LIST_OF_INSTALLATION = `${SELECT} where business_id is null order by created_at desc, id desc`;

const INSERT = `
insert into api_keys (id, key_hash, prefix, last4, business_id, name, scopes, mode, created_by, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
returning ${COLUMNS}`;

// Told in the same statement: what is revoked is told, and nothing else is.
const REVOKE = `
with revoked as (
  update api_keys
  set revoked_at = coalesce(revoked_at, now())
  where id = $1
    and business_id is not distinct from $2::uuid
  returning ${COLUMNS}
)
select revoked.* from revoked cross join lateral pg_notify($3, revoked.id::text)`;

const TOUCH = `
update api_keys k
set last_used_at = used.at
from unnest($1::uuid[], $2::timestamptz[]) as used (id, at)
where k.id = used.id
  and (k.last_used_at is null or k.last_used_at < used.at)`;
