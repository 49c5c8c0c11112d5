import type { AccountEffects } from "@farebox/billing-core";
import { COMMIT_EFFECTS, COMMIT_USUAL_EFFECTS } from "./commit-effects.sql.ts";
import { CommittedBatch } from "./committed-batch.ts";
import type { SqlRunner } from "./connections/sql-runner.ts";
import type { LoadedAccounts } from "./load-accounts.ts";
import type { LoadedAccount } from "./loaded-account.ts";

/**
 * Writes what was decided on loaded accounts, by one statement. Names the businesses that were written; the others moved
 * meanwhile (or the decision grew too old) and have to be loaded and decided again. Each account at most once a call.
 */
export async function commitEffects(
  runner: SqlRunner,
  loaded: LoadedAccounts,
  effects: readonly AccountEffects[],
): Promise<Committed> {
  if (effects.length === 0) return { committed: new Set(), lastHashes: new Map() };
  const batch = new CommittedBatch();
  for (const effect of effects) batch.add(accountOf(loaded, effect), effect);
  const statement = batch.isUsual ? COMMIT_USUAL_EFFECTS : COMMIT_EFFECTS;
  const rows = await runner.query<{ business_id: string }>("commit_effects", statement, batch.toParameters());
  return {
    committed: new Set(rows.map((row) => row.business_id)),
    lastHashes: new Map(batch.accounts.map(({ businessId, lastHash }) => [businessId, lastHash])),
  };
}

export type Committed = {
  readonly committed: ReadonlySet<string>;
  /** The hash of each account's newest ledger entry, if it was written. */
  readonly lastHashes: ReadonlyMap<string, Uint8Array>;
};

function accountOf(loaded: LoadedAccounts, effect: AccountEffects): LoadedAccount {
  const account = loaded.accounts.get(effect.businessId);
  if (account === undefined) throw new Error(`effects of business ${effect.businessId}, which was not loaded`);
  return account;
}
