import type { Sabotage } from "./sabotages.ts";

/** Damage to what a business is warned by, and the check that should see it. */
export const ALERT_SABOTAGES: readonly Sabotage[] = [
  {
    does: "arms a rule far above the balance",
    statements: ["update alert_rules set armed = true, threshold = 7000000000000000 where business_id = $business"],
    seenBy: "alert_rules_stand_as_the_balance_does",
  },
  {
    does: "disarms a rule far below the balance",
    statements: [
      "update alert_rules set armed = false, last_fired_at = now(), threshold = 1 where business_id = $business",
    ],
    seenBy: "alert_rules_stand_as_the_balance_does",
  },
];
