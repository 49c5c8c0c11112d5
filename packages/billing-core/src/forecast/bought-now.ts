import type { Account, Grant } from "../account.ts";
import { type MicroTokens, microTokens, smaller, ZERO } from "../amounts.ts";
import type { Instant } from "../instants.ts";

type Forecastable = Pick<Account, "grants" | "holds" | "debt" | "lastRecordedAt">;

/** The account as if so many tokens were bought now: debt is settled first, and what is bought does not expire. */
export function withBought(account: Forecastable, bought: MicroTokens, now: Instant): Forecastable {
  const repaid = smaller(bought, account.debt);
  const left = microTokens(bought - repaid);
  if (left === 0n) return { ...account, debt: microTokens(account.debt - repaid) };
  const grant: Grant = {
    id: "bought now",
    source: "purchase",
    original: bought,
    remaining: left,
    priority: 100,
    effectiveAt: now,
    expiresAt: null,
    costBasis: null,
    frozenAt: null,
    debtRepaid: ZERO,
    reason: null,
    payment: null,
    planMonth: null,
    createdAt: now,
  };
  return { ...account, debt: microTokens(account.debt - repaid), grants: [...account.grants, grant] };
}
