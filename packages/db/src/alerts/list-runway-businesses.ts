import type { SqlRunner } from "../connections/sql-runner.ts";

/** Businesses that want to be warned by how long their tokens last, in id order after `afterId`, at most `limit`. */
export async function listRunwayBusinesses(
  sql: SqlRunner,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const text = `
select business_id
from alert_rules
where kind = 'runway_hours'
  and ($1::uuid is null or business_id > $1::uuid)
group by business_id
order by business_id
limit $2`;
  const rows = await sql.query<{ business_id: string }>("runway_businesses", text, [page.afterId, page.limit]);
  return rows.map((row) => row.business_id);
}
