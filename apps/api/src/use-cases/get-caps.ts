import { type Cap, type Hold, type Instant, type MicroTokens, purseAt, resetOf, ZERO } from "@farebox/billing-core";
import { type LoadedAccount, loadAccounts } from "@farebox/db";
import type { Deps } from "../deps.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** The caps of a business, with what counts against each now. */
export async function getCaps(
  deps: Pick<Deps, "db">,
  { businessId }: { readonly businessId: string },
): Promise<CapsNow | Refusal> {
  const { accounts } = await loadAccounts(deps.db.ledger, [{ businessId, commands: [] }]);
  const account = accounts.get(businessId);
  if (account === undefined) return refuse({ code: "not_found", what: "business" });
  const { timeZone, now } = account;
  // Only live calls were brought, and of these some may be overdue.
  const { holds } = purseAt(account, now);
  const caps = account.caps.map((cap) => ({
    cap,
    used: usedOf(account, holds, cap),
    resetsAt: resetOf(cap, { now, timeZone }),
  }));
  return { outcome: "answered", caps, timeZone };
}

export type CapsNow = {
  readonly outcome: "answered";
  readonly caps: readonly { readonly cap: Cap; readonly used: MicroTokens; readonly resetsAt: Instant }[];
  readonly timeZone: string;
};

/** Charged in its window, and what live calls were granted. A call that is overdue counts with what it will be charged. */
function usedOf(account: LoadedAccount, holds: readonly Hold[], { agentId, every }: Cap): MicroTokens {
  const charged = account.charged.find((window) => window.agentId === agentId);
  const before = charged === undefined ? ZERO : every === "day" ? charged.today : charged.thisMonth;
  return holds
    .filter((hold) => agentId === null || hold.agentId === agentId)
    .map((hold) => (hold.status === "open" ? hold.held + hold.lent : hold.accrued))
    .reduce<MicroTokens>((used, amount) => (used + amount) as MicroTokens, before);
}
