import { type Instant, knownServices, type Rate, rateInForce } from "@farebox/billing-core";
import {
  listPackages as listPackageRows,
  listPlans as listPlanRows,
  listRateCards,
  type PackageRow,
  type PlanRow,
} from "@farebox/db/reads";
import type { Deps } from "../deps.ts";

/** Plans a business can subscribe to, cheapest first. */
export function listPlans(deps: Pick<Deps, "db">): Promise<readonly PlanRow[]> {
  return listPlanRows(deps.db.service);
}

/** Packages of tokens, smallest first. */
export function listPackages(deps: Pick<Deps, "db">): Promise<readonly PackageRow[]> {
  return listPackageRows(deps.db.service);
}

/** What each service costs now: on the business's own card where it has one, otherwise on the general card. */
export async function listRates(
  deps: Pick<Deps, "db">,
  asked: { readonly businessId: string | null },
): Promise<RatesNow> {
  const { cards, now } = await listRateCards(deps.db.service, asked.businessId);
  const prices = knownServices(cards, now).flatMap((service) => rateInForce(cards, service, now) ?? []);
  const current = prices.find(({ card }) => card.businessId !== null)?.card ?? prices[0]?.card;
  return { version: current?.version ?? 0, validFrom: current?.validFrom ?? 0, rates: prices.map(({ rate }) => rate) };
}

export type RatesNow = {
  /** Of the business's own card where it has one. */
  readonly version: number;
  readonly validFrom: Instant;
  readonly rates: readonly Rate[];
};
