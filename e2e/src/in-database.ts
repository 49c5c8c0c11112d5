import pg from "pg";
import type { Product } from "./product.ts";

/** A statement as the owner of the schema, for what no door offers. */
export async function inDatabase<Row extends object>(
  { databaseUrl }: Pick<Product, "databaseUrl">,
  statement: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(statement, [...parameters])).rows;
  } finally {
    await client.end();
  }
}
