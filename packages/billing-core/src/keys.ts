import type { KeyRef } from "./account.ts";
import type { Command } from "./commands.ts";

/**
 * The keys whose meaning an account must bring (`Account.remembered`) before a command can be decided on it.
 * None for a resolution or an expiry: those name their subject by id.
 */
export function keyRefsOf(command: Command): readonly KeyRef[] {
  switch (command.kind) {
    case "grant":
      return [`${command.scope}:${command.key}`];
    case "record_usage":
      return [usageKeyRef(command.key)];
    case "correct_usage":
      return [correctionKeyRef(command.lineId)];
    case "resolve_review":
    case "expire":
      return [];
  }
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
