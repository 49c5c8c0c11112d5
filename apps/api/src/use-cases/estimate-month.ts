import {
  cheapestMix,
  DAY_MS,
  type DailyWork,
  type Equivalent,
  type Estimate,
  equivalents,
  estimate,
  type MicroTokens,
  type Mix,
  type PlanHint,
  planHint,
} from "@farebox/billing-core";
import type { Deps } from "../deps.ts";
import { listPackages, listPlans, listRates } from "./list-catalogue.ts";
import type { Reader } from "./reader.ts";
import { isRefusal, type Refusal } from "./refusal.ts";
import { summarizeUsage } from "./summarize-usage.ts";

/** What a month of such days costs, by the business's own prices where one is named, and the cheapest way to buy it. */
export async function estimateMonth(deps: Pick<Deps, "db">, asked: AskedEstimate): Promise<MonthEstimate> {
  const { rates } = await listRates(deps, asked);
  const month = estimate(asked.work, rates);
  return { ...month, ...(await waysToBuy(deps, month.perMonth)) };
}

export type AskedEstimate = { readonly businessId: string | null; readonly work: DailyWork };

export type MonthEstimate = Estimate & WaysToBuy;

/** The same for a month like the last 30 days of a business, today among them. */
export async function hintForMonth(
  deps: Pick<Deps, "db">,
  asked: { readonly reader: Reader; readonly businessId: string },
): Promise<MonthHint | Refusal> {
  const summary = await summarizeUsage(deps, { ...asked, from: null, to: null, timeZone: null });
  if (isRefusal(summary)) return summary;
  const perMonth = summary.groups.reduce((sum, { charged }) => sum + charged, 0n as bigint) as MicroTokens;
  const { rates } = await listRates(deps, asked);
  const days = Math.round((summary.to - summary.from) / DAY_MS);
  return { perMonth, days, equivalents: equivalents(perMonth, rates), ...(await waysToBuy(deps, perMonth)) };
}

export type MonthHint = WaysToBuy & {
  readonly perMonth: MicroTokens;
  readonly days: number;
  readonly equivalents: readonly Equivalent[];
};

type WaysToBuy = { readonly currency: string; readonly mix: Mix | null; readonly hint: PlanHint };

/** Only what is sold in the currency of the packages can be compared. */
async function waysToBuy(deps: Pick<Deps, "db">, perMonth: MicroTokens): Promise<WaysToBuy> {
  const [allPlans, allPackages] = await Promise.all([listPlans(deps), listPackages(deps)]);
  const currency =
    allPackages[0]?.price.currency ?? allPlans.find(({ price }) => price !== null)?.price?.currency ?? "usd";
  const packages = allPackages.filter(({ price }) => price.currency === currency);
  const plans = allPlans.filter(({ price, intervals }) => price?.currency === currency && intervals.includes("month"));
  return { currency, mix: cheapestMix({ perMonth, plans, packages }), hint: planHint({ perMonth, plans, packages }) };
}
