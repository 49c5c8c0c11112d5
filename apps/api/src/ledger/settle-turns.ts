import {
  type Account,
  type AccountEffects,
  type Command,
  type DecideContext,
  type Decisions,
  decideAll,
  type Instant,
  type Outcome,
  ZERO,
} from "@farebox/billing-core";
import {
  commitEffects,
  type Database,
  type KeptAccounts,
  type LoadedAccounts,
  loadAccounts,
  withLockedAccounts,
} from "@farebox/db";
import { newId } from "../new-id.ts";

/**
 * Load, decide, commit: an answer for each account, whose commands are decided in order. Throws when a statement fails.
 * What is known of the accounts afterwards is kept, so that the next load need only confirm it.
 */
export async function settleTurns(
  { ledger }: Pick<Database, "ledger">,
  kept: KeptAccounts,
  asked: readonly AskedTurn[],
): Promise<Settlement> {
  const loaded = await loadAccounts(ledger, asked, kept);
  const decided = asked.map((turn) => decideTurn(loaded, turn));
  const effects = decided.flatMap(effectsOf);
  const committed = await commitEffects(ledger, loaded, effects);
  kept.keepCommitted(loaded, effects, committed);
  return { verdicts: decided.map((turn) => verdictOf(turn, committed.committed)), newestNow: newestNowOf(loaded) };
}

/** The same under the account's lock, which nobody can move meanwhile. For accounts that kept moving. */
export async function settleLocked(
  { ledgerPool }: Pick<Database, "ledgerPool">,
  asked: AskedTurn,
): Promise<Settlement> {
  const { result, committed } = await withLockedAccounts(ledgerPool, {
    requests: [asked],
    decide: (loaded) => {
      const turn = decideTurn(loaded, asked);
      return { effects: effectsOf(turn), result: { turn, newestNow: newestNowOf(loaded) } };
    },
  });
  return { verdicts: [verdictOf(result.turn, committed)], newestNow: result.newestNow };
}

export type AskedTurn = { readonly businessId: string; readonly commands: readonly Command[] };

export type Settlement = {
  /** One for each turn asked, in order. */
  readonly verdicts: readonly Verdict[];
  /** Newest money time any account was loaded at; null when none was. */
  readonly newestNow: Instant | null;
};

export type Verdict =
  /** Each command's outcome. `version` is the account's new one; null when nothing was to be written. */
  | {
      readonly verdict: "settled";
      readonly outcomes: readonly Outcome[Command["kind"]][];
      readonly version: bigint | null;
    }
  /** Somebody else wrote the account meanwhile, or the decision grew too old. Nothing was written. */
  | { readonly verdict: "moved" }
  /** Something about these commands themselves. Nothing was written. */
  | { readonly verdict: "failed"; readonly cause: unknown };

type DecidedTurn =
  | {
      readonly businessId: string;
      readonly outcomes: readonly Outcome[Command["kind"]][];
      readonly effects: AccountEffects | null;
    }
  | { readonly businessId: string; readonly bug: unknown; readonly effects: null };

/** A rule that breaks on one account is a bug, and must not stop the others. */
function decideTurn(loaded: LoadedAccounts, { businessId, commands }: AskedTurn): DecidedTurn {
  const account = loaded.accounts.get(businessId);
  if (account === undefined) return { businessId, outcomes: commands.map(outcomeWithoutBusiness), effects: null };
  try {
    return { businessId, ...decideWithTime(account, commands, { now: loaded.nowOf(businessId), newId }) };
  } catch (bug) {
    return { businessId, bug, effects: null };
  }
}

/**
 * Decides, and writes what time did whenever an answer tells of a call it ended. Unwritten it could turn out untrue: another
 * process may still commit the capture that it decided on just before the deadline.
 */
function decideWithTime(account: Account, commands: readonly Command[], context: DecideContext): Decisions {
  const decided = decideAll(account, commands, context);
  if (decided.effects !== null || !decided.outcomes.some(tellsOfAbandoned)) return decided;
  const { outcomes, effects } = decideAll(account, [...commands, { kind: "expire" }], context);
  return { outcomes: outcomes.slice(0, -1), effects };
}

function tellsOfAbandoned(outcome: Outcome[Command["kind"]]): boolean {
  const told = outcome.outcome === "refused" ? outcome.error : outcome;
  return "hold" in told && told.hold?.status === "abandoned";
}

function effectsOf({ effects }: DecidedTurn): readonly AccountEffects[] {
  return effects === null ? [] : [effects];
}

function verdictOf(turn: DecidedTurn, committed: ReadonlySet<string>): Verdict {
  if ("bug" in turn) return { verdict: "failed", cause: turn.bug };
  if (turn.effects === null) return { verdict: "settled", outcomes: turn.outcomes, version: null };
  if (!committed.has(turn.businessId)) return { verdict: "moved" };
  return { verdict: "settled", outcomes: turn.outcomes, version: turn.effects.version + 1n };
}

function outcomeWithoutBusiness({ kind }: Command): Outcome[Command["kind"]] {
  // Time passes for nobody there.
  if (kind === "expire") return { outcome: "expired", lapsed: ZERO, repaid: ZERO, grants: 0, abandoned: [] };
  return { outcome: "refused", error: { code: "not_found", what: "business" } };
}

function newestNowOf({ accounts }: LoadedAccounts): Instant | null {
  let newest: Instant | null = null;
  for (const { now } of accounts.values()) if (newest === null || now > newest) newest = now;
  return newest;
}
