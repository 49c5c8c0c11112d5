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
  type DecidedOn,
  isToldByCommit,
  type KeptAccounts,
  type LoadedAccount,
  loadAccounts,
  presumeAccount,
  withLockedAccounts,
} from "@farebox/db";
import { newId } from "../new-id.ts";

/**
 * Load, decide, commit: an answer for each account, whose commands are decided in order. Throws when a statement fails.
 * What is known of the accounts afterwards is kept. Where it leads to outcomes that the commit itself confirms, there is no
 * load: what it does not confirm is `unconfirmed`, and loaded the next time.
 */
export async function settleTurns(
  { ledger }: Pick<Database, "ledger">,
  kept: KeptAccounts,
  asked: readonly AskedTurn[],
): Promise<Settlement> {
  const presumed = asked.map((turn) => decidePresumed(kept, turn));
  const open = asked.filter((_, index) => presumed[index] === null);
  const loaded = open.length === 0 ? null : await loadAccounts(ledger, open, kept);
  const decided = asked.map(
    (turn, index) => presumed[index] ?? decideTurn(loaded?.accounts.get(turn.businessId) ?? null, turn),
  );
  const accounts = new Map(
    decided.flatMap(({ businessId, account }) => (account === null ? [] : [[businessId, account]])),
  );
  const effects = decided.flatMap(effectsOf);
  const committed = await commitEffects(ledger, { accounts }, effects);
  kept.keepCommitted({ accounts }, effects, committed);
  const verdicts = decided.map((turn) => verdictOf(turn, committed.committed));
  for (const [index, { verdict }] of verdicts.entries()) {
    const unconfirmed = verdict === "unconfirmed" ? asked[index] : undefined;
    if (unconfirmed !== undefined) kept.distrust(unconfirmed.businessId);
  }
  return { verdicts, newestNow: newestNowOf({ accounts }) };
}

/** The same under the account's lock, which nobody can move meanwhile. For accounts that kept moving. */
export async function settleLocked(
  { ledgerPool }: Pick<Database, "ledgerPool">,
  asked: AskedTurn,
): Promise<Settlement> {
  const { result, committed } = await withLockedAccounts(ledgerPool, {
    requests: [asked],
    decide: (loaded) => {
      const turn = decideTurn(loaded.accounts.get(asked.businessId) ?? null, asked);
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
  /** It was decided without asking, and not all of that was so. Nothing was written. */
  | { readonly verdict: "unconfirmed" }
  /** Something about these commands themselves. Nothing was written. */
  | { readonly verdict: "failed"; readonly cause: unknown };

type DecidedTurn = {
  readonly businessId: string;
  readonly account: LoadedAccount | null;
  readonly isPresumed: boolean;
} & (Decisions | { readonly bug: unknown; readonly effects: null });

/** Null when the account has to be asked for: it is not known, or an answer would be no more than a guess. */
function decidePresumed(kept: KeptAccounts, turn: AskedTurn): DecidedTurn | null {
  const account = presumeAccount(kept, turn);
  const decided = account === null ? null : decideTurn(account, turn);
  if (decided === null || "bug" in decided || !decided.outcomes.every(isToldByCommit)) return null;
  return { ...decided, isPresumed: true };
}

/** A rule that breaks on one account is a bug, and must not stop the others. */
function decideTurn(account: LoadedAccount | null, { businessId, commands }: AskedTurn): DecidedTurn {
  const turn = { businessId, account, isPresumed: false };
  if (account === null) return { ...turn, outcomes: commands.map(outcomeWithoutBusiness), effects: null };
  try {
    return { ...turn, ...decideWithTime(account, commands, { now: account.now, newId }) };
  } catch (bug) {
    return { ...turn, bug, effects: null };
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
  if (!committed.has(turn.businessId)) return { verdict: turn.isPresumed ? "unconfirmed" : "moved" };
  return { verdict: "settled", outcomes: turn.outcomes, version: turn.effects.version + 1n };
}

function outcomeWithoutBusiness({ kind }: Command): Outcome[Command["kind"]] {
  // Time passes for nobody there.
  if (kind === "expire") return { outcome: "expired", lapsed: ZERO, repaid: ZERO, grants: 0, abandoned: [] };
  return { outcome: "refused", error: { code: "not_found", what: "business" } };
}

function newestNowOf({ accounts }: DecidedOn): Instant | null {
  let newest: Instant | null = null;
  for (const { now } of accounts.values()) if (newest === null || now > newest) newest = now;
  return newest;
}
