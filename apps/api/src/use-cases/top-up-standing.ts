import { type Instant, type MicroTokens, type TopUpDecision, topUpNow } from "@farebox/billing-core";
import { listPackages, type PackageRow, readBusinessTime } from "@farebox/db/reads";
import { readTopUp, type StoredTopUp } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { getBalance } from "./get-balance.ts";
import { isRefusal, type Refusal, refuse } from "./refusal.ts";

/** What automatic top-up goes by at this moment: the balance, the rule, what was tried before and what the package costs. */
export async function readTopUpStanding(
  { db }: Pick<Deps, "db">,
  businessId: string,
): Promise<TopUpStanding | Refusal> {
  const time = await readBusinessTime(db.service, businessId);
  const balance = await getBalance({ db }, { reader: { kind: "key" }, businessId });
  if (time === null || isRefusal(balance)) return refuse({ code: "not_found", what: "business" });
  return {
    ...time,
    total: balance.balance.total,
    stored: await readTopUp(db.service, businessId),
    packages: await listPackages(db.service),
  };
}

export type TopUpStanding = {
  readonly now: Instant;
  readonly timeZone: string;
  readonly total: MicroTokens;
  /** Null: it was never set up. */
  readonly stored: StoredTopUp | null;
  readonly packages: readonly PackageRow[];
};

/** Whether a package is bought now. One that is not sold any more is not bought. */
export function decideTopUp({ stored, packages, total, timeZone, now }: TopUpStanding): TopUpDecision {
  const sold = packages.find(({ key }) => key === stored?.rule.packageKey);
  if (stored === null || sold === undefined) return { attempt: false, why: "off", until: null };
  const { rule, attempts } = stored;
  return topUpNow({ rule, attempts, total, price: sold.price, timeZone, now });
}
