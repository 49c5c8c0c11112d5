import type { AccountEffects } from "@farebox/billing-core";
import type { Committed, DecidedOn } from "./commit-effects.ts";
import { HeardClock } from "./heard-clock.ts";
import type { LoadedAccount, StandingAccount } from "./loaded-account.ts";

/**
 * What this process knows of accounts that it loaded or wrote: the part that stands as long as the version does. A load asks
 * whether it still stands, by version and by the epoch of the rate cards, and spares bringing it again; `presumeAccount`
 * goes without the load, for what the guarded statement confirms. Nobody hears of anything that the database has not
 * confirmed after the command arrived.
 *
 * At most `capacity` accounts, those used last. Accounts with caps are not kept: what counts against a cap depends on the
 * day, too, and the day changes without a writer.
 */
export class KeptAccounts {
  readonly clock = new HeardClock();
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

  /** Null: it is not known, or others write it, so that presuming would mostly be in vain. */
  presume(businessId: string): KeptAccount | null {
    const kept = this.#kept.get(businessId);
    return kept === undefined || kept.loadsBeforeTrust > 0 ? null : kept;
  }

  /** What was presumed was not so: the next time it is asked for. */
  distrust(businessId: string): void {
    const kept = this.#kept.get(businessId);
    if (kept !== undefined) this.#keep({ ...kept, loadsBeforeTrust: Math.max(1, kept.loadsBeforeTrust) });
  }

  /** `standing` is the account's own part, as brought or as it was kept. */
  keepLoaded(account: LoadedAccount, standing: StandingAccount): void {
    this.clock.hear(account.loadedAt);
    const before = this.#kept.get(account.businessId);
    const wasMoved = before !== undefined && before.version !== account.version;
    const loadsBeforeTrust = wasMoved ? LOADS_AFTER_OTHERS : Math.max(0, (before?.loadsBeforeTrust ?? 0) - 1);
    this.#keep({ ...surroundingsOf(account), standing, version: account.version, loadsBeforeTrust });
  }

  /** What these effects made of the accounts they were decided on, of those that were written. */
  keepCommitted(
    { accounts }: DecidedOn,
    effects: readonly AccountEffects[],
    { committed, lastHashes, clock }: Committed,
  ): void {
    if (clock !== null) this.clock.hear(clock);
    for (const effect of effects) {
      const account = accounts.get(effect.businessId);
      const lastHash = lastHashes.get(effect.businessId);
      if (!committed.has(effect.businessId) || account === undefined || lastHash === undefined) continue;
      const standing = standingAfter(account, effect, lastHash);
      const loadsBeforeTrust = this.#kept.get(effect.businessId)?.loadsBeforeTrust ?? 0;
      if (standing === null) this.#kept.delete(effect.businessId);
      else this.#keep({ ...surroundingsOf(account), standing, version: effect.version + 1n, loadsBeforeTrust });
    }
  }

  #keep(kept: KeptAccount): void {
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
}

export type KeptAccount = Surroundings & {
  readonly standing: StandingAccount;
  /** The version it stands at. */
  readonly version: bigint;
  /** So many loads have to find it as it is kept before it is presumed again. */
  readonly loadsBeforeTrust: number;
};

/** What every load tells, because the version says nothing about it: as the last one told it. */
type Surroundings = Pick<LoadedAccount, "epoch" | "moneyOffsetMs" | "concurrentCallsLimit">;

/** Measured with three processes on one business: an account that others write is mostly theirs again the next time. */
const LOADS_AFTER_OTHERS = 4;

function surroundingsOf({ epoch, moneyOffsetMs, concurrentCallsLimit }: LoadedAccount): Surroundings {
  return { epoch, moneyOffsetMs, concurrentCallsLimit };
}

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
    alertRules: effects.alertRules ?? account.alertRules,
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
