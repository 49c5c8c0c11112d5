import { type CostBasis, type Instant, type MicroTokens, spentThisMonth, type TopUpRule } from "@farebox/billing-core";
import type { StoredTopUp } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { isRefusal, type Refusal } from "./refusal.ts";
import { readTopUpStanding, type TopUpStanding } from "./top-up-standing.ts";

/** The rule of automatic top-up, and how far it has gone this month. */
export async function getAutoTopUp(
  deps: Pick<Deps, "db">,
  { businessId }: { readonly businessId: string },
): Promise<AutoTopUp | Refusal> {
  const standing = await readTopUpStanding(deps, businessId);
  return isRefusal(standing) ? standing : toAutoTopUp(standing);
}

export type AutoTopUp = {
  /** Null: it was never set up. */
  readonly rule: TopUpRule | null;
  readonly waitsForRise: boolean;
  readonly total: MicroTokens;
  readonly monthlyCap: CostBasis | null;
  readonly usedThisMonth: CostBasis | null;
  readonly lastAttempt: StoredTopUp["attempts"][number] | null;
  readonly asOf: Instant;
};

function toAutoTopUp({ stored, packages, total, timeZone, now }: TopUpStanding): AutoTopUp {
  const rule = stored?.rule ?? null;
  const attempts = stored?.attempts ?? [];
  const currency = packages.find(({ key }) => key === rule?.packageKey)?.price.currency ?? attempts[0]?.price.currency;
  const inCurrency = (amount: number) => (currency === undefined ? null : { amount, currency });
  return {
    rule,
    waitsForRise: stored?.waitsForRise ?? false,
    total,
    monthlyCap: rule === null ? null : inCurrency(rule.monthlyCap),
    usedThisMonth: rule === null ? null : inCurrency(spentThisMonth(attempts, { timeZone, now })),
    lastAttempt: attempts[0] ?? null,
    asOf: now,
  };
}
