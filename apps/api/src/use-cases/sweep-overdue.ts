import type { Account, Instant } from "@farebox/billing-core";
import type { Deps } from "../deps.ts";

/**
 * Writes what became of a business's calls whose deadline has passed, when somebody reads of them. The worker would do the
 * same within seconds; until then a list by status and a transaction could not know what the call itself answers. A ledger
 * that cannot decide now holds up nobody: the worker comes to it.
 *
 * @returns whether there was one, as of `now`.
 */
export async function sweepOverdue({ ledger }: Pick<Deps, "ledger">, account: Account, now: Instant): Promise<boolean> {
  const isOverdue = account.holds.some(({ status, expiresAt }) => status === "open" && expiresAt <= now);
  if (isOverdue) await ledger.submit(account.businessId, { kind: "expire" });
  return isOverdue;
}
