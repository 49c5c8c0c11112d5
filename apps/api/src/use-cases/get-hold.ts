import { type Command, type Hold, holdAt, type Lease } from "@farebox/billing-core";
import { loadAccounts } from "@farebox/db";
import type { Deps } from "../deps.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { sweepOverdue } from "./sweep-overdue.ts";

/** A call as it is now, overdue or not. One that is found overdue is swept before it is answered, so that what the answer names is there. */
export async function getHold(deps: Pick<Deps, "db" | "ledger">, asked: AskedHold): Promise<HoldNow | Refusal> {
  const { businessId, holdId } = asked;
  const { accounts, nowOf } = await loadAccounts(deps.db.ledger, [{ businessId, commands: [bringing(holdId)] }]);
  const account = accounts.get(businessId);
  if (account === undefined) return refuse({ code: "not_found", what: "business" });
  const now = nowOf(businessId);
  await sweepOverdue(deps, account, now);
  const found = holdAt(account, holdId, now);
  return found ?? refuse({ code: "not_found", what: "hold" });
}

export type AskedHold = { readonly businessId: string; readonly holdId: string };

export type HoldNow = { readonly hold: Hold } & Lease;

/** Makes a load bring this hold even when it has ended. Only asked for, never decided. */
export function bringing(holdId: string): Command {
  return { kind: "void_hold", holdId, reason: "" };
}
