import { type Authorization, authorize } from "@farebox/billing-core";
import { loadAccounts } from "@farebox/db";
import type { Deps } from "../deps.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** Whether a use may start now. A question: it is answered from an account loaded for it, and reserves nothing. */
export async function authorizeUsage(deps: Pick<Deps, "db">, use: AskedUse): Promise<Authorization | Refusal> {
  const { accounts, nowOf } = await loadAccounts(deps.db.ledger, [{ businessId: use.businessId, commands: [] }]);
  const account = accounts.get(use.businessId);
  if (account === undefined) return refuse({ code: "not_found", what: "business" });
  return authorize(account, use, nowOf(use.businessId));
}

export type AskedUse = {
  readonly businessId: string;
  readonly service: string;
  readonly quantity: number;
  /** Whose caps count for a call, besides the business's own. */
  readonly agentId: string | null;
};
