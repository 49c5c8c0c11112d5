import type { AccountDraft } from "../account-draft.ts";
import { type AlertRule, inIdOrder, lineOfRule, MAX_ALERT_RULES, MAX_THRESHOLDS } from "../alerts.ts";
import type { SetAlertsCommand } from "../commands.ts";
import type { BillingError } from "../errors.ts";
import type { SetAlertsOutcome } from "../outcomes.ts";
import { setRules, watchedOf } from "../watch-alerts.ts";

/**
 * These rules from now on, instead of all there were. One that was there goes on as it stood; a new one is armed if the
 * balance is not below its line, and otherwise waits until it was above: what is low already is no news.
 */
export function setAlerts(draft: AccountDraft, { rules }: SetAlertsCommand): SetAlertsOutcome {
  if (rules.length > MAX_ALERT_RULES) return refused("rules", `can be at most ${MAX_ALERT_RULES}`);
  const seen = new Set<string>();
  for (const [index, { kind, threshold, channels }] of rules.entries()) {
    if (threshold < 1n || threshold > MAX_THRESHOLDS[kind])
      return refused(`rules.${index}.threshold`, `must be more than 0 and at most ${MOST[kind]}`);
    if (channels.length === 0 || new Set(channels).size < channels.length)
      return refused(`rules.${index}.channels`, "names at least one way, each once only");
    const place = `${kind} ${threshold}`;
    if (seen.has(place)) return refused(`rules.${index}`, "names a kind and a threshold once only");
    seen.add(place);
  }
  const { alerts } = draft;
  const balance = watchedOf(draft, draft.context.now);
  const set = rules.map(({ id, kind, threshold, channels }): AlertRule => {
    const before = alerts.rules.find((rule) => rule.kind === kind && rule.threshold === threshold);
    if (before !== undefined) return { ...before, channels, setByOwner: true };
    const base = kind === "percent" ? alerts.planMonth : null;
    const line = lineOfRule({ kind, threshold, base });
    // Hours are known only when they are estimated next.
    const armed = kind !== "runway_hours" && line !== null && balance >= line;
    return { id, kind, threshold, channels, armed, lastFiredAt: null, base, setByOwner: true };
  });
  const ordered = inIdOrder(set);
  setRules(draft, ordered);
  draft.wrote = true;
  return { outcome: "alerts_set", rules: ordered };
}

const MOST = { tokens: "8 billion", percent: "100", runway_hours: "8760" } as const;

function refused(field: string, message: string): { outcome: "refused"; error: BillingError } {
  return { outcome: "refused", error: { code: "validation_failed", field, message } };
}
