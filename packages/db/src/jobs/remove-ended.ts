import type { SqlRunner } from "../connections/sql-runner.ts";

/** Removes sessions and mailed links that ended more than a day ago; says how many. Nothing asks for them any more. */
export async function removeEndedSignIns(sql: SqlRunner): Promise<number> {
  const rows = await sql.query<{ removed: number }>("remove_ended_sign_ins", REMOVE_ENDED, []);
  return rows[0]?.removed ?? 0;
}

const REMOVE_ENDED = `
with ended_sessions as (
  delete from sessions where expires_at < now() - interval '1 day' returning 1
), ended_links as (
  delete from verifications where expires_at < now() - interval '1 day' returning 1
)
select ((select count(*) from ended_sessions) + (select count(*) from ended_links))::int as removed`;
