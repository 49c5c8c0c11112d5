import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Farebox } from "@farebox/sdk";
import { Complaint, type FoundFarebox } from "example-local-product";
import pg from "pg";
import { SERVICE } from "./answer.ts";

const RATE_SQL = join(import.meta.dirname, "..", "rate.sql");

/** Sees to it that model tokens have a price for the business; a service without one is refused, never free. */
export async function priceModelTokens(
  farebox: Farebox,
  { databaseUrl }: FoundFarebox,
  businessId: string | undefined,
): Promise<Rate> {
  const priced = await findRate(farebox);
  if (priced !== undefined) return priced;
  if (databaseUrl === null || businessId === undefined) {
    throw new Complaint(
      `This Farebox has no price for ${SERVICE}. Whoever operates it adds one: examples/ai-api/rate.sql for one business,\ndocs/recipes/add-a-service.md for all.`,
    );
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(await readFile(RATE_SQL, "utf8"), [businessId]);
  } finally {
    await client.end();
  }
  const added = await findRate(farebox);
  if (added === undefined) throw new Complaint(`The price of ${SERVICE} was added, but Farebox does not know it.`);
  return added;
}

async function findRate(farebox: Farebox) {
  return (await farebox.rates.list()).rates.find(({ service }) => service === SERVICE);
}

export type Rate = NonNullable<Awaited<ReturnType<typeof findRate>>>;
