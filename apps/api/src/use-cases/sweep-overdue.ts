import { loadAccounts } from "@farebox/db";
import type { Deps } from "../deps.ts";

/**
 * Writes what became of this business's calls whose deadline has passed, before somebody reads of them. The worker would
 * do the same within seconds; until then a list by status and a transaction could not know what the call itself answers.
 * A ledger that cannot decide now holds up nobody: the worker comes to it.
 */
export async function sweepOverdue({ db, ledger }: Pick<Deps, "db" | "ledger">, businessId: string): Promise<void> {
  const { accounts, nowOf } = await loadAccounts(db.service, [{ businessId, commands: [] }]);
  const isOverdue = accounts
    .get(businessId)
    ?.holds.some(({ status, expiresAt }) => status === "open" && expiresAt <= nowOf(businessId));
  if (isOverdue === true) await ledger.submit(businessId, { kind: "expire" });
}
