import { type Account, type AccountEffects, type Grant, type Instant, isSpendable } from "@farebox/billing-core";

/**
 * First instant of money time at which a decision is no longer right although nobody else wrote: a grant that it counts on
 * expires. Null when none does. A commit that waited until then is decided again.
 *
 * A charge counts on the grants it draws from; setting aside more tokens for calls counts on every grant that could be
 * spent, because a hold is not tied to any. Grants that had already expired when this was decided are no matter: they
 * repaid debt of the time they were alive, or pay calls that they were kept for.
 */
export function validUntilOf(account: Account, effect: AccountEffects): Instant | null {
  const drawn = new Set<string | null>();
  for (const entry of effect.entries) {
    if (entry.amount < 0n && entry.kind !== "expiry") drawn.add(entry.grantId);
  }
  const setsAsideMore = holdsMore(account, effect);
  const countsOn = (grant: Grant) => drawn.has(grant.id) || (setsAsideMore && isSpendable(grant, effect.now));
  let earliest: Instant | null = null;
  for (const grant of [...account.grants, ...effect.grantsInserted]) {
    const { expiresAt } = grant;
    if (expiresAt === null || expiresAt <= effect.now || !countsOn(grant)) continue;
    if (earliest === null || expiresAt < earliest) earliest = expiresAt;
  }
  return earliest;
}

function holdsMore(account: Account, { holdsInserted, holdsUpdated }: AccountEffects): boolean {
  if (holdsInserted.length > 0) return true;
  if (holdsUpdated.length === 0) return false;
  const before = new Map(account.holds.map(({ id, held }) => [id, held]));
  return holdsUpdated.some(({ id, held }) => held > (before.get(id) ?? 0n));
}
