import type { AccountDraft } from "../account-draft.ts";
import { MAX_MICRO_TOKENS } from "../amounts.ts";
import type { ChangeSettingsCommand } from "../commands.ts";
import type { Settings } from "../effects.ts";
import type { ChangeSettingsOutcome } from "../outcomes.ts";

/** Changes what new work is measured by. Live calls keep what they were granted. */
export function changeSettings(draft: AccountDraft, command: ChangeSettingsCommand): ChangeSettingsOutcome {
  const { overdraftLimit = draft.settings.overdraftLimit } = command;
  const { concurrentCallsLimit = draft.settings.concurrentCallsLimit } = command;
  if (overdraftLimit < 0n || overdraftLimit > MAX_MICRO_TOKENS)
    return refused("overdraftLimit", "must be at least 0 and at most 8 billion");
  if (concurrentCallsLimit !== null && (!Number.isSafeInteger(concurrentCallsLimit) || concurrentCallsLimit < 0))
    return refused("concurrentCallsLimit", "must be a whole number, at least 0");
  const settings = { ...suspensionOf(draft, command), overdraftLimit, concurrentCallsLimit };
  draft.settings = settings;
  draft.wrote = true;
  return { outcome: "settings_changed", settings };
}

function suspensionOf(
  draft: AccountDraft,
  { suspension }: ChangeSettingsCommand,
): Pick<Settings, "suspendedAt" | "suspendedReason"> {
  const { suspendedAt, suspendedReason } = draft.settings;
  if (suspension === undefined) return { suspendedAt, suspendedReason };
  if (suspension === null) return { suspendedAt: null, suspendedReason: null };
  return { suspendedAt: suspendedAt ?? draft.context.now, suspendedReason: suspension.reason };
}

function refused(field: string, message: string): ChangeSettingsOutcome {
  return { outcome: "refused", error: { code: "validation_failed", field, message } };
}
