import type { SqlRunner } from "../connections/sql-runner.ts";

/** Services that any price list in reach of a business knows as calls. */
export async function listCallServices(sql: SqlRunner, businessId: string): Promise<readonly string[]> {
  type Row = { readonly service: string };
  const rows = await sql.query<Row>("call_services", CALL_SERVICES, [businessId]);
  return rows.map(({ service }) => service);
}

const CALL_SERVICES = `
select distinct rate.service
from rate_cards card
join token_rates rate on rate.rate_card_id = card.id
where (card.business_id is null or card.business_id = $1::uuid)
  and rate.shape = 'call'`;
