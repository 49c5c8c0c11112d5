import type { SqlRunner } from "../connections/sql-runner.ts";

/** Whose customer this is, deleted ones too: their payments still find their business. Null for a stranger. */
export async function readBusinessOfCustomer(sql: SqlRunner, customerId: string): Promise<string | null> {
  const rows = await sql.query<{ business_id: string }>("business_of_customer", BUSINESS_OF_CUSTOMER, [customerId]);
  return rows[0]?.business_id ?? null;
}

/** The customer a business pays as; null before the first. */
export async function readCustomerOf(sql: SqlRunner, businessId: string): Promise<string | null> {
  const rows = await sql.query<{ customer_id: string }>("customer_of", CUSTOMER_OF, [businessId]);
  return rows[0]?.customer_id ?? null;
}

/** Makes it the business's customer unless it has one; answers the one that stands. */
export async function insertCustomerOnce(
  sql: SqlRunner,
  { businessId, customerId }: { readonly businessId: string; readonly customerId: string },
): Promise<string> {
  await sql.query("insert_customer", INSERT_CUSTOMER, [businessId, customerId]);
  return (await readCustomerOf(sql, businessId)) ?? customerId;
}

export async function markCustomerDeleted(sql: SqlRunner, customerId: string): Promise<void> {
  await sql.query("mark_customer_deleted", MARK_DELETED, [customerId]);
}

const BUSINESS_OF_CUSTOMER = "select business_id from provider_customers where customer_id = $1";

const CUSTOMER_OF = `
select customer_id
from provider_customers
where business_id = $1::uuid and deleted_at is null`;

const INSERT_CUSTOMER = `
insert into provider_customers (business_id, customer_id)
values ($1::uuid, $2)
on conflict do nothing`;

const MARK_DELETED = `
update provider_customers
set deleted_at = clock_timestamp()
where customer_id = $1 and deleted_at is null`;
