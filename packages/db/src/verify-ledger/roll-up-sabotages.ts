import type { Sabotage } from "./sabotages.ts";

export const ROLL_UP_SABOTAGES: readonly Sabotage[] = [
  {
    does: "adds a token to an agent's running sums",
    statements: [
      "update usage_agent_days set charged_micro[96] = charged_micro[96] + 1000000 where business_id = $business",
    ],
    seenBy: "agent_days_equal_lines",
  },
  {
    does: "loses what an agent used",
    statements: ["delete from usage_agent_days where business_id = $business and agent_id = 'ben'"],
    seenBy: "agent_days_equal_lines",
  },
  {
    does: "puts the mark of the roll-up back without taking anything away",
    statements: ["update usage_roll_ups set seq = 0 where business_id = $business"],
    seenBy: "agent_days_equal_lines",
  },
  {
    does: "counts a reference twice",
    statements: ["update usage_ref_days set events = events * 2 where business_id = $business"],
    seenBy: "ref_days_equal_lines",
  },
];
