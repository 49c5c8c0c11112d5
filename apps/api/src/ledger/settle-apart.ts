import { DatabaseFailure } from "@farebox/db";
import type { AskedTurn, Settlement, Verdict } from "./settle-turns.ts";

/**
 * Settles turns together; when the statement fails for a reason that must be some account's own, settles them in halves,
 * so that one poisoned account never hurts its neighbours. Never throws.
 */
export async function settleApart(settle: Settle, turns: readonly AskedTurn[]): Promise<SettledApart> {
  try {
    return await settle(turns);
  } catch (error) {
    const common = verdictForAll(error, turns.length);
    if (common !== null) return { verdicts: turns.map(() => common), newestNow: null };
    if (turns.length === 1) return { verdicts: [{ verdict: "failed", cause: error }], newestNow: null };
    const half = Math.ceil(turns.length / 2);
    const first = await settleApart(settle, turns.slice(0, half));
    const second = await settleApart(settle, turns.slice(half));
    return { verdicts: [...first.verdicts, ...second.verdicts], newestNow: second.newestNow ?? first.newestNow };
  }
}

export type Settle = (turns: readonly AskedTurn[]) => Promise<Settlement>;

export type SettledApart = { readonly verdicts: readonly AnyVerdict[]; readonly newestNow: Settlement["newestNow"] };

export type AnyVerdict =
  | Verdict
  /** Waiting for a lock took too long: somebody holds one of the accounts. Nothing was written. */
  | { readonly verdict: "contended" }
  /** The connection ended while an answer was due: written as a whole or not at all. */
  | { readonly verdict: "answer_lost"; readonly cause: unknown }
  /** The database cannot be reached. Nothing was written. */
  | { readonly verdict: "unavailable"; readonly cause: unknown };

/** What the failure of a statement says about every account in it; null when it must be about one of them. */
function verdictForAll(error: unknown, turnCount: number): AnyVerdict | null {
  if (!(error instanceof DatabaseFailure)) return null;
  switch (error.kind) {
    case "unavailable":
      return { verdict: "unavailable", cause: error };
    case "connection_lost":
      return { verdict: "answer_lost", cause: error };
    case "serialization":
    case "deadlock":
      return { verdict: "moved" };
    case "timeout":
      // Of several, who knows which one it was: each is tried again, and one that kept still is settled then.
      return { verdict: turnCount === 1 ? "contended" : "moved" };
    case "constraint":
    case "handle_closed":
    case "other":
      return null;
  }
}
