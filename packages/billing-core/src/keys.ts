import type { KeyRef } from "./account.ts";
import type { Command } from "./commands.ts";
import { factKeysOf } from "./selling/fact-keys.ts";

/**
 * The keys whose meaning an account must bring (`Account.remembered`) before a command can be decided on it. None where
 * the subject is named by id; a capture asks whether the line of its hold was corrected.
 */
export function keyRefsOf(command: Command): readonly KeyRef[] {
  switch (command.kind) {
    case "grant":
      return [`${command.scope}:${command.key}`];
    case "record_usage":
      return [usageKeyRef(command.key)];
    case "correct_usage":
      return [correctionKeyRef(command.lineId)];
    case "open_hold":
      return [holdKeyRef(command.callId)];
    case "capture_hold":
      return [correctionKeyRef(command.holdId)];
    case "apply_fact":
      return factKeysOf(command.fact).map(factKeyRef);
    case "resolve_review":
    case "extend_hold":
    case "void_hold":
    case "set_caps":
    case "set_alerts":
    case "runway_checked":
    case "change_settings":
    case "expire":
      return [];
  }
}

/**
 * The lines an account must bring with their legs (`Account.lines`), and with the grants those may return to, before a
 * command can be decided on it. A capture may find its hold abandoned: then it settles the line, which has the hold's id.
 */
export function lineIdsOf(command: Command): readonly string[] {
  switch (command.kind) {
    case "correct_usage":
      return [command.lineId];
    case "capture_hold":
      return [command.holdId];
    default:
      return [];
  }
}

/** The holds an account must bring even when they are closed (`Account.holds`). */
export function holdIdsOf(command: Command): readonly string[] {
  switch (command.kind) {
    case "extend_hold":
    case "capture_hold":
    case "void_hold":
      return [command.holdId];
    default:
      return [];
  }
}

/** What the payment provider said, or the trial. */
export function factKeyRef(key: string): KeyRef {
  return `fact:${key}`;
}

/** A live call. */
export function holdKeyRef(callId: string): KeyRef {
  return `hold:${callId}`;
}

/** A reported event. */
export function usageKeyRef(key: string): KeyRef {
  return `usage:${key}`;
}

/** The one correction of a line: scope `request`, key `correct:<lineId>`. */
export function correctionKeyRef(lineId: string): KeyRef {
  return `request:${correctionKey(lineId)}`;
}

export function correctionKey(lineId: string): string {
  return `correct:${lineId}`;
}
