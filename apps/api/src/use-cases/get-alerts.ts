import type { AlertRule } from "@farebox/billing-core";
import { loadAccounts } from "@farebox/db";
import type { Deps } from "../deps.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** The lines a business is warned at, and how each stands. */
export async function getAlerts(
  deps: Pick<Deps, "db">,
  { businessId }: { readonly businessId: string },
): Promise<AlertsNow | Refusal> {
  const { accounts } = await loadAccounts(deps.db.ledger, [{ businessId, commands: [] }]);
  const account = accounts.get(businessId);
  if (account === undefined) return refuse({ code: "not_found", what: "business" });
  return { outcome: "answered", rules: account.alertRules };
}

export type AlertsNow = { readonly outcome: "answered"; readonly rules: readonly AlertRule[] };
