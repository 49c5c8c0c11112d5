import type { SqlRunner } from "../connections/sql-runner.ts";

export type RequestScope = "purchase" | "subscribe" | "refund" | "plan";

/** What a caller's Idempotency-Key stands for, and what its first request said. */
export type StoredRequest = {
  readonly subjectId: string;
  readonly asked: Readonly<Record<string, string | null>>;
};

type Place = { readonly businessId: string; readonly scope: RequestScope; readonly requestKey: string };

/** Null: the key was never used. */
export async function readRequest(
  sql: SqlRunner,
  { businessId, scope, requestKey }: Place,
): Promise<StoredRequest | null> {
  type Row = { readonly subject_id: string; readonly asked: StoredRequest["asked"] };
  const [row] = await sql.query<Row>("read_request", READ, [businessId, scope, requestKey]);
  return row === undefined ? null : { subjectId: row.subject_id, asked: row.asked };
}

/** Takes the key for ever, unless it was taken; answers what it stands for. */
export async function insertRequestOnce(
  sql: SqlRunner,
  request: Place & StoredRequest,
): Promise<StoredRequest & { readonly isNew: boolean }> {
  const { businessId, scope, requestKey, subjectId, asked } = request;
  const inserted = await sql.query("insert_request", INSERT, [
    businessId,
    scope,
    requestKey,
    subjectId,
    JSON.stringify(asked),
  ]);
  if (inserted.length > 0) return { subjectId, asked, isNew: true };
  const standing = await readRequest(sql, request);
  if (standing === null) throw new Error("a request key that was taken is not there");
  return { ...standing, isNew: false };
}

const READ = `
select subject_id, asked
from request_keys
where business_id = $1::uuid and scope = $2 and request_key = $3`;

const INSERT = `
insert into request_keys (business_id, scope, request_key, subject_id, asked)
values ($1::uuid, $2, $3, $4::uuid, $5::jsonb)
on conflict (business_id, scope, request_key) do nothing
returning subject_id`;
