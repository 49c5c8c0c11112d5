import type { Account } from "./account.ts";
import { type AccountDraft, draftOf } from "./account-draft.ts";
import { advance } from "./advance.ts";
import type { Command, DecideContext } from "./commands.ts";
import { captureHold } from "./decide/capture-hold.ts";
import { changeSettings } from "./decide/change-settings.ts";
import { correctUsage } from "./decide/correct-usage.ts";
import { expire } from "./decide/expire.ts";
import { extendHold } from "./decide/extend-hold.ts";
import { applyFact } from "./decide/facts/apply-fact.ts";
import { grantTokens } from "./decide/grant.ts";
import { openHold } from "./decide/open-hold.ts";
import { recordUsage } from "./decide/record-usage.ts";
import { resolveReview } from "./decide/resolve-review.ts";
import { runwayChecked } from "./decide/runway-checked.ts";
import { setAlerts } from "./decide/set-alerts.ts";
import { setCaps } from "./decide/set-caps.ts";
import { voidHold } from "./decide/void-hold.ts";
import type { AccountEffects } from "./effects.ts";
import { effectsOf } from "./effects-of.ts";
import type { Outcome } from "./outcomes.ts";
import { watchAlerts } from "./watch-alerts.ts";

/** What one command comes to, and the rows to write; null when there is nothing to write (a refusal, a replay). */
export type Decision<Kind extends Command["kind"]> = {
  readonly outcome: Outcome[Kind];
  readonly effects: AccountEffects | null;
};

/** The same for several commands of one account: an outcome each, in order, and one set of final rows. */
export type Decisions = {
  readonly outcomes: readonly Outcome[Command["kind"]][];
  readonly effects: AccountEffects | null;
};

/** Decides one command. Values in, values out: the account is not changed, equal arguments give equal decisions. */
export function decide<C extends Command>(account: Account, command: C, context: DecideContext): Decision<C["kind"]> {
  const { outcomes, effects } = decideAll(account, [command], context);
  return { outcome: outcomes[0] as Outcome[C["kind"]], effects };
}

/**
 * Decides commands in order on one account. Each sees what those before it did: equal keys in one batch have one effect
 * and are answered `replayed` from the second on.
 *
 * Time comes first: what fell due up to `context.now` is part of every decision, but it is only written together with a
 * command that writes. A fold in which everything was refused or replayed has no effects.
 */
export function decideAll(account: Account, commands: readonly Command[], context: DecideContext): Decisions {
  const draft = draftOf(account, context);
  const passed = advance(draft);
  const outcomes = commands.map((command) => {
    const outcome = command.kind === "expire" ? expire(draft, passed) : outcomeOf(draft, command);
    watchAlerts(draft, context.now);
    return outcome;
  });
  return { outcomes, effects: draft.wrote ? effectsOf(draft) : null };
}

function outcomeOf(
  draft: AccountDraft,
  command: Exclude<Command, { readonly kind: "expire" }>,
): Outcome[Command["kind"]] {
  switch (command.kind) {
    case "grant":
      return grantTokens(draft, command);
    case "record_usage":
      return recordUsage(draft, command);
    case "correct_usage":
      return correctUsage(draft, command);
    case "resolve_review":
      return resolveReview(draft, command);
    case "open_hold":
      return openHold(draft, command);
    case "extend_hold":
      return extendHold(draft, command);
    case "capture_hold":
      return captureHold(draft, command);
    case "void_hold":
      return voidHold(draft, command);
    case "set_caps":
      return setCaps(draft, command);
    case "set_alerts":
      return setAlerts(draft, command);
    case "runway_checked":
      return runwayChecked(draft, command);
    case "change_settings":
      return changeSettings(draft, command);
    case "apply_fact":
      return applyFact(draft, command);
  }
}
