import type { SetAlertsCommand } from "@farebox/billing-core";
import type { Deps } from "../deps.ts";
import { newId } from "../new-id.ts";
import type { AlertsNow } from "./get-alerts.ts";
import type { Unsuccessful } from "./refusal.ts";

/** Sets all lines at once. One that was there goes on as it stood, so that saving again warns nobody again. */
export async function setAlerts(
  deps: Pick<Deps, "ledger">,
  { businessId, rules }: { readonly businessId: string; readonly rules: readonly WantedRule[] },
): Promise<AlertsNow | Unsuccessful> {
  const identified = rules.map((rule) => ({ ...rule, id: newId() }));
  const set = await deps.ledger.submit(businessId, { kind: "set_alerts", rules: identified });
  return set.outcome === "alerts_set" ? { outcome: "answered", rules: set.rules } : set;
}

export type WantedRule = Omit<SetAlertsCommand["rules"][number], "id">;
