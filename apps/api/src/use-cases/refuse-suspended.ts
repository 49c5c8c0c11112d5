import { loadAccounts } from "@farebox/db";
import type { Deps } from "../deps.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** A suspended business buys nothing, whoever asks. Null: it is not suspended. */
export async function refuseSuspended({ db }: Pick<Deps, "db">, businessId: string): Promise<Refusal | null> {
  const { accounts } = await loadAccounts(db.ledger, [{ businessId, commands: [] }]);
  const account = accounts.get(businessId);
  if (account === undefined) return refuse({ code: "not_found", what: "business" });
  if (account.suspendedAt === null) return null;
  return refuse({ code: "business_suspended", reason: account.suspendedReason ?? "not stated" });
}
