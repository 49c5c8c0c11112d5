import type { Notice } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";

/**
 * Writes a notice that no commit caused; false when its key was there already: of two that found the same fact one tells it.
 * What a commit causes is written by the commit itself.
 */
export async function insertNotice(
  sql: SqlRunner,
  { businessId, notice }: { readonly businessId: string; readonly notice: Notice },
): Promise<boolean> {
  const { id, dedupeKey, kind, payload, channels, occurredAt } = notice;
  const parameters = [businessId, id, dedupeKey, kind, JSON.stringify(payload), channels, occurredAt];
  return (await sql.query("insert_notice", INSERT_NOTICE, parameters)).length > 0;
}

const INSERT_NOTICE = `
insert into outbox (business_id, id, dedupe_key, kind, payload, channels, occurred_at)
values ($1::uuid, $2::uuid, $3, $4, $5::jsonb, $6::text[], to_timestamp($7::float8 / 1000))
on conflict (business_id, dedupe_key) do nothing
returning id`;
