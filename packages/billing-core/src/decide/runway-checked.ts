import type { AccountDraft } from "../account-draft.ts";
import { measure, toMillionthsOfAnHour } from "../alerts.ts";
import type { RunwayCheckedCommand } from "../commands.ts";
import type { RunwayCheckedOutcome } from "../outcomes.ts";
import { setRules, warn, watchedOf } from "../watch-alerts.ts";

/** Holds how long the tokens last against the rules about hours. Writes only if one of them moves. */
export function runwayChecked(draft: AccountDraft, { hours }: RunwayCheckedCommand): RunwayCheckedOutcome {
  const { now } = draft.context;
  let [warnings, moved] = [0, false];
  const rules = draft.alerts.rules.map((rule) => {
    if (rule.kind !== "runway_hours") return rule;
    const measured = measure(rule, { value: toMillionthsOfAnHour(hours), at: now });
    if (measured.rule !== rule) moved = true;
    if (measured.warns) {
      warn(draft, rule, { at: now, balance: watchedOf(draft, now), hours });
      warnings += 1;
    }
    return measured.rule;
  });
  if (moved) {
    setRules(draft, rules);
    draft.wrote = true;
  }
  return { outcome: "runway_checked", warnings };
}
