import type { SqlRunner } from "../connections/sql-runner.ts";

/**
 * Removes deliveries that were finished more than 90 days ago, the oldest first, at most so many at once; says how many. Their
 * notices stay, and with them that each was told.
 */
export async function removeOldDeliveries(sql: SqlRunner, limit: number): Promise<number> {
  return (await sql.query("remove_old_deliveries", REMOVE_OLD, [limit])).length;
}

const REMOVE_OLD = `
delete from notice_deliveries delivery
using (
  select old.business_id, old.id
  from notice_deliveries old
  where old.finished_at < clock_timestamp() - interval '90 days'
  order by old.finished_at
  limit $1
  for update skip locked
) old
where delivery.business_id = old.business_id and delivery.id = old.id
returning delivery.id`;
