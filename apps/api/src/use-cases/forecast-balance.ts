import {
  assumptionText,
  balanceOf,
  type ComingPlan,
  callsRunOutAt,
  comingPlan,
  DAY_MS,
  FORECAST_DAYS,
  FORECAST_HISTORY_DAYS,
  type Forecast,
  forecast,
  type Instant,
  type MicroTokens,
  pinnedRate,
  purseAt,
  quarterHourStart,
} from "@farebox/billing-core";
import type { SqlRunner } from "@farebox/db";
import {
  type BalanceRow,
  listPlans,
  listRateCards,
  readBalance,
  readBusinessTime,
  sumQuarterHours,
} from "@farebox/db/reads";
import { listBusinessPlans, listScheduledMonths, readProviderSubscriptions } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { agreementInForce } from "./agreement-in-force.ts";
import { type Reader, readAs } from "./reader.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** When a business's tokens run out, by its use of the last 28 days and by the calls that are live now. */
export function forecastBalance(
  deps: Pick<Deps, "db">,
  asked: {
    readonly reader: Reader;
    readonly businessId: string;
    /** Counted as if they were bought now. */
    readonly bought: MicroTokens;
  },
): Promise<BalanceForecast | Refusal> {
  const { businessId, bought } = asked;
  return readAs(deps, asked, async (sql) => {
    const balance = await readBalance(sql, businessId);
    const business = await readBusinessTime(sql, businessId);
    if (balance === null || business === null) return refuse({ code: "not_found", what: "business" });
    const { now } = balance;
    const plan = await readComingPlan(sql, businessId, now);
    const days = await readDays(sql, businessId, now);
    const foretold = forecast({ account: balance, now, days, plan, bought });
    return {
      ...foretold,
      businessId,
      timeZone: business.timeZone,
      words: foretold.assumptions.map((assumption) => assumptionText(assumption, business.timeZone)),
      callsRunOutAt: await whenCallsRunOut(sql, businessId, balance),
    };
  });
}

export type BalanceForecast = Forecast & {
  readonly businessId: string;
  readonly timeZone: string;
  /** The assumptions, one for one. */
  readonly words: readonly string[];
  /** When live calls alone will have used up everything; null: not today, or there are none. */
  readonly callsRunOutAt: Instant | null;
};

/** Use by 24 hours counted back from the end of the running quarter of an hour, the newest first. */
async function readDays(sql: SqlRunner, businessId: string, now: Instant): Promise<readonly MicroTokens[]> {
  const to = quarterHourStart(now) + QUARTER_HOUR_MS;
  const from = to - FORECAST_HISTORY_DAYS * DAY_MS;
  const starts = Array.from({ length: FORECAST_HISTORY_DAYS }, (_, day) => from + day * DAY_MS);
  const days = starts.map(() => 0n);
  for (const { bucket, charged } of await sumQuarterHours(sql, { businessId, range: { from, to }, starts }))
    days[bucket] = (days[bucket] ?? 0n) + charged;
  return days.reverse() as MicroTokens[];
}

async function readComingPlan(sql: SqlRunner, businessId: string, now: Instant): Promise<ComingPlan> {
  const until = now + FORECAST_DAYS * DAY_MS;
  const { currentId, all } = await readProviderSubscriptions(sql, businessId);
  const plans = await listPlans(sql);
  const agreement = agreementInForce(await listBusinessPlans(sql, businessId), now);
  const scheduled = await listScheduledMonths(sql, { businessId, until });
  const monthlyOf = (planKey: string): MicroTokens | null =>
    agreement?.planKey === planKey
      ? agreement.tokensMonthly
      : (plans.find(({ key }) => key === planKey)?.tokens ?? null);
  return comingPlan({ subscription: all.find(({ id }) => id === currentId) ?? null, scheduled, monthlyOf, now, until });
}

async function whenCallsRunOut(sql: SqlRunner, businessId: string, row: BalanceRow): Promise<Instant | null> {
  const open = purseAt(row, row.now).holds.filter(({ status }) => status === "open");
  if (open.length === 0) return null;
  const { cards } = await listRateCards(sql, businessId);
  const calls = open.map((hold) => ({ hold, rate: pinnedRate(cards, hold) }));
  return callsRunOutAt({ tokens: balanceOf(row, row.now).total, calls, now: row.now });
}

const QUARTER_HOUR_MS = 15 * 60_000;
