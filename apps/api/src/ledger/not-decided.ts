/**
 * A command that came to no outcome. Sent again under its key it is safe: at worst it is then answered as a replay.
 *
 * `ledger_conflict`: the account moved faster than it could be decided on, nothing was written. `overloaded`: not taken
 * on. `unavailable`: the database could not be reached, or its answer was lost. `internal`: the command failed for a
 * reason of its own, which is in `cause` and a bug of ours.
 */
export type NotDecided = {
  readonly outcome: "not_decided";
  readonly code: NotDecidedCode;
  readonly retryAfterSeconds: number;
  readonly cause: unknown;
};

export type NotDecidedCode = "ledger_conflict" | "overloaded" | "unavailable" | "internal";

export function notDecided(code: NotDecidedCode, cause: unknown = null): NotDecided {
  return { outcome: "not_decided", code, retryAfterSeconds: RETRY_AFTER_SECONDS[code], cause };
}

const RETRY_AFTER_SECONDS = {
  ledger_conflict: 1,
  overloaded: 1,
  unavailable: 2,
  internal: 5,
} as const satisfies Record<NotDecidedCode, number>;
