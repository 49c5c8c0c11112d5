import { touchBalance } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";

/**
 * Has everybody who follows the business look again, after something of its payments changed that moved no token: a purchase
 * was opened, declined or given up. What goes through the ledger is told by its own commit.
 */
export async function tellBillingChanged({ db, live }: Pick<Deps, "db" | "live">, businessId: string): Promise<void> {
  const version = await touchBalance(db.service, businessId);
  if (version !== null) live.publish(businessId, version);
}
