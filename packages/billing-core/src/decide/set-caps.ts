import type { AccountDraft } from "../account-draft.ts";
import { MAX_MICRO_TOKENS } from "../amounts.ts";
import type { SetCapsCommand } from "../commands.ts";
import type { BillingError } from "../errors.ts";
import type { SetCapsOutcome } from "../outcomes.ts";

/** These caps from now on, instead of all there were. They count what was charged before they were set, too. */
export function setCaps(draft: AccountDraft, { caps }: SetCapsCommand): SetCapsOutcome {
  const seen = new Set<string>();
  for (const [index, { agentId, every, limit }] of caps.entries()) {
    if (limit < 0n || limit > MAX_MICRO_TOKENS)
      return refused(`caps.${index}.limit`, "must be at least 0 and at most 8 billion");
    const place = `${every} ${agentId ?? ""}`;
    if (agentId === "" || seen.has(place)) return refused(`caps.${index}`, "names an agent and a window once only");
    seen.add(place);
  }
  draft.caps = caps;
  draft.wrote = true;
  return { outcome: "caps_set", caps };
}

function refused(field: string, message: string): { outcome: "refused"; error: BillingError } {
  return { outcome: "refused", error: { code: "validation_failed", field, message } };
}
