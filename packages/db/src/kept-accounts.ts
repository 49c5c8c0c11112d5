import type { AccountEffects } from "@farebox/billing-core";
import type { Committed } from "./commit-effects.ts";
import type { LoadedAccounts } from "./load-accounts.ts";
import type { LoadedAccount, StandingAccount } from "./loaded-account.ts";

/**
 * What this process knows of accounts that it loaded or wrote: the part that stands as long as the version does. A load asks
 * whether it still stands, by version and by the epoch of the rate cards, and spares bringing it again. Nothing is ever
 * decided on an account that the database has not confirmed after the command arrived.
 *
 * At most `capacity` accounts, those used last. Accounts with caps are not kept: what counts against a cap depends on the
 * day, too, and the day changes without a writer.
 */
export class KeptAccounts {
  readonly #capacity: number;
  readonly #kept = new Map<string, KeptAccount>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Null: it is not known, or was priced by other cards than those of `epoch`. */
  find(businessId: string, epoch: string | null): KeptAccount | null {
    const kept = this.#kept.get(businessId);
    if (kept === undefined || kept.epoch !== epoch) return null;
    this.#kept.delete(businessId);
    this.#kept.set(businessId, kept);
    return kept;
  }

  keep(kept: KeptAccount): void {
    const { businessId, caps, grants } = kept.standing;
    this.#kept.delete(businessId);
    // Grants with nothing left are only brought for what a correction in hand returns to them.
    if (caps.length > 0 || !grants.every(hasSomethingLeft)) return;
    this.#kept.set(businessId, kept);
    if (this.#kept.size <= this.#capacity) return;
    for (const longestUnused of this.#kept.keys()) {
      this.#kept.delete(longestUnused);
      break;
    }
  }

  /** What these effects made of the accounts they were decided on, of those that were written. */
  keepCommitted(
    loaded: LoadedAccounts,
    effects: readonly AccountEffects[],
    { committed, lastHashes }: Committed,
  ): void {
    for (const effect of effects) {
      const account = loaded.accounts.get(effect.businessId);
      const lastHash = lastHashes.get(effect.businessId);
      if (!committed.has(effect.businessId) || account === undefined || lastHash === undefined) continue;
      const standing = standingAfter(account, effect, lastHash);
      if (standing === null || loaded.epoch === null) this.#kept.delete(effect.businessId);
      else this.keep({ standing, version: effect.version + 1n, epoch: loaded.epoch });
    }
  }
}

export type KeptAccount = {
  readonly standing: StandingAccount;
  /** The version it stands at. */
  readonly version: bigint;
  /** Epoch of the rate cards it was brought with. */
  readonly epoch: string;
};

/**
 * The account as a load would bring it after these effects were committed: what `LOAD_ACCOUNTS` calls brought, worked out
 * from what was written. Null where only the database can tell (settings and caps have rows of their own).
 */
function standingAfter(account: LoadedAccount, effects: AccountEffects, lastHash: Uint8Array): StandingAccount | null {
  if (effects.settings !== null || effects.capsSet !== null) return null;
  return {
    businessId: account.businessId,
    lastSeq: effects.balance.lastSeq,
    ledgerTotal: effects.balance.ledgerTotal,
    debt: effects.balance.debt,
    lastRecordedAt: effects.now,
    overdraftLimit: account.overdraftLimit,
    suspendedAt: account.suspendedAt,
    suspendedReason: account.suspendedReason,
    timeZone: account.timeZone,
    caps: account.caps,
    charged: account.charged,
    holds: rowsAfter(account.holds, effects.holdsUpdated, effects.holdsInserted).filter(isOpen),
    grants: rowsAfter(account.grants, effects.grantsUpdated, effects.grantsInserted).filter(hasSomethingLeft),
    rateCards: account.rateCards,
    lastHash,
  };
}

function rowsAfter<Row extends { readonly id: string }>(
  before: readonly Row[],
  updated: readonly Row[],
  inserted: readonly Row[],
): readonly Row[] {
  const changed = new Map(updated.map((row) => [row.id, row]));
  const rows = changed.size === 0 ? before : before.map((row) => changed.get(row.id) ?? row);
  return inserted.length === 0 ? rows : [...rows, ...inserted];
}

function isOpen({ status }: StandingAccount["holds"][number]): boolean {
  return status === "open";
}

function hasSomethingLeft({ remaining }: StandingAccount["grants"][number]): boolean {
  return remaining > 0n;
}
