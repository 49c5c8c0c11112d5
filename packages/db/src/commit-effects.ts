import type { AccountEffects, Instant } from "@farebox/billing-core";
import { CommittedBatch } from "./committed-batch.ts";
import type { SqlRunner } from "./connections/sql-runner.ts";
import type { LoadedAccount } from "./loaded-account.ts";

/**
 * Writes what was decided on loaded or presumed accounts, by one statement. Names the businesses that were written; the
 * others moved meanwhile (or the decision grew too old, or what was presumed was not so) and have to be loaded and decided
 * again. Each account at most once a call.
 */
export async function commitEffects(
  runner: SqlRunner,
  loaded: DecidedOn,
  effects: readonly AccountEffects[],
): Promise<Committed> {
  if (effects.length === 0) return { committed: new Set(), lastHashes: new Map(), clock: null };
  const batch = new CommittedBatch();
  for (const effect of effects) batch.add(accountOf(loaded, effect), effect);
  const { text, parameters } = batch.toStatement();
  const rows = await runner.query<{ business_id: string; clock_ms: bigint }>("commit_effects", text, parameters);
  return {
    committed: new Set(rows.map((row) => row.business_id)),
    lastHashes: new Map(batch.accounts.map(({ businessId, lastHash }) => [businessId, lastHash])),
    clock: rows[0] === undefined ? null : Number(rows[0].clock_ms),
  };
}

export type Committed = {
  readonly committed: ReadonlySet<string>;
  /** The hash of each account's newest ledger entry, if it was written. */
  readonly lastHashes: ReadonlyMap<string, Uint8Array>;
  /** The database's clock while it was written; null when nothing was. */
  readonly clock: Instant | null;
};

/** The accounts that effects were decided on. */
export type DecidedOn = { readonly accounts: ReadonlyMap<string, LoadedAccount> };

function accountOf(loaded: DecidedOn, effect: AccountEffects): LoadedAccount {
  const account = loaded.accounts.get(effect.businessId);
  if (account === undefined) throw new Error(`effects of business ${effect.businessId}, which was not loaded`);
  return account;
}
