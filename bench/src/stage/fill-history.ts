import { newId } from "@farebox/api/new-id";
import pg from "pg";
import { CREATE_PLACE, DERIVE_ROWS, FILL_BUSINESSES, FILL_ENTRIES } from "./fill-history.sql.ts";

/**
 * Businesses with three grants each and a history of one-token uses over the last 30 days, as the product would have written
 * it: keys, lines, ledger with its hashes, roll-ups and balances agree, so that the verifier finds nothing.
 */
export async function fillHistory(superuserUrl: string, size: HistorySize): Promise<readonly string[]> {
  const businessIds = Array.from({ length: size.businesses }, () => newId());
  const client = new pg.Client({ connectionString: superuserUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    // References hold by construction; looking each of them up would take most of the time.
    await client.query("set session_replication_role = replica; set work_mem = '256MB'; set jit = off");
    await client.query(CREATE_PLACE);
    await client.query(FILL_BUSINESSES, [businessIds]);
    await client.query(FILL_ENTRIES, [size.linesEach]);
    for (const { says, statement } of DERIVE_ROWS) {
      size.onStep?.(says);
      await client.query(statement);
    }
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
  return businessIds;
}

export type HistorySize = {
  readonly businesses: number;
  /** Usage lines of each business; its ledger has three more rows, which brought its grants. */
  readonly linesEach: number;
  readonly onStep?: (says: string) => void;
};
