import type { Account } from "./account.ts";
import { type MicroTokens, ZERO } from "./amounts.ts";
import { type Assumption, assumptionsOf, notEnoughUsage } from "./forecast/assumptions.ts";
import { withBought } from "./forecast/bought-now.ts";
import { type BurnBasis, burnRate, burnWithin } from "./forecast/burn-rate.ts";
import type { ComingPlan, ComingTokens } from "./forecast/coming-tokens.ts";
import { estimatedMicroTokens } from "./forecast/estimated.ts";
import { lotsOf } from "./forecast/lots.ts";
import { type Run, runForward } from "./forecast/run-forward.ts";
import { DAY_MS, HOUR_MS, type Instant } from "./instants.ts";
import { spendableOf } from "./purse.ts";
import { purseAt } from "./purse-at.ts";

/**
 * When the tokens run out, if use goes on as it did: burn from daily totals, run forward in spending order through expiries,
 * renewals and what becomes spendable. Says as well what it rests on, and nothing at all when too little was used.
 *
 * The same input gives the same answer; nothing is drawn by lot.
 */
export function forecast({ account, now, days, plan, bought = ZERO }: ForecastInput): Forecast {
  const purse = purseAt(bought === 0n ? account : withBought(account, bought, now), now);
  const rate = burnRate(days);
  const about = {
    asOf: now,
    basis: rate?.basis ?? "not_enough_usage",
    burnPerDay: rate === null ? null : estimatedMicroTokens(rate.perDay),
  } as const;
  const coming = plan.tokens.filter(({ at }) => at <= now + HORIZON_MS);
  if (spendableOf(purse, now) <= purse.debt) {
    const assumptions = rate === null ? [notEnoughUsage(days)] : [];
    return { ...about, state: "out", runsOutAt: { p20: now, p50: now, p80: now }, days: [], coming, assumptions };
  }
  if (rate === null)
    return {
      ...about,
      state: "not_enough_usage",
      runsOutAt: null,
      days: [],
      coming,
      assumptions: [notEnoughUsage(days)],
    };

  const lots = lotsOf(purse.grants, plan);
  const run = (quantile: number): Run =>
    runForward({ lots, now, until: now + HORIZON_MS, burn: (elapsed) => burnWithin(rate, elapsed, quantile) });
  const [fast, usual, slow] = [run(P80), run(0), run(-P80)];
  return {
    ...about,
    state: usual.emptyAt === null ? "beyond_horizon" : "runs_out",
    runsOutAt:
      usual.emptyAt === null
        ? null
        : { p20: Math.min(fast.emptyAt ?? usual.emptyAt, usual.emptyAt), p50: usual.emptyAt, p80: slow.emptyAt },
    days: daysOf({ fast, usual, slow, now }),
    coming,
    assumptions: assumptionsOf({
      rate,
      grants: purse.grants,
      lapses: usual.lapses,
      plan,
      now,
      end: usual.emptyAt ?? now + HORIZON_MS,
    }),
  };
}

/** How far ahead it looks. */
export const FORECAST_DAYS = 90;
/** How many days of use it asks for. */
export const FORECAST_HISTORY_DAYS = 28;

export type ForecastInput = {
  readonly now: Instant;
  /** Grants with something left, open holds and debt, as read. */
  readonly account: Pick<Account, "grants" | "holds" | "debt" | "lastRecordedAt">;
  /** Use less corrections by 24 hours counted back from about now, the newest first: `FORECAST_HISTORY_DAYS` of them. */
  readonly days: readonly MicroTokens[];
  readonly plan: ComingPlan;
  /** Tokens counted as if they were bought now; left out, none. */
  readonly bought?: MicroTokens;
};

export type Forecast = {
  readonly asOf: Instant;
  readonly basis: BurnBasis | "not_enough_usage";
  /** Of an average day; null when too little was used to tell. */
  readonly burnPerDay: MicroTokens | null;
  /** `out`: nothing can be spent already. `beyond_horizon`: it lasts more than `FORECAST_DAYS`. */
  readonly state: "out" | "runs_out" | "beyond_horizon" | "not_enough_usage";
  /** Null unless `out` or `runs_out`. In one of five cases it is sooner than p20, in one later than p80 (null: beyond the horizon). */
  readonly runsOutAt: RunOut | null;
  /** What can be spent at the end of 0, 1, 2 … days from now, up to the day when even the slow course ends. */
  readonly days: readonly ForecastDay[];
  /** What the plan brings meanwhile. */
  readonly coming: readonly ComingTokens[];
  readonly assumptions: readonly Assumption[];
};

export type RunOut = { readonly p20: Instant; readonly p50: Instant; readonly p80: Instant | null };

/** `low` when use is fast, `high` when it is slow. */
export type ForecastDay = {
  readonly at: Instant;
  readonly low: MicroTokens;
  readonly expected: MicroTokens;
  readonly high: MicroTokens;
};

/** Hours until the expected end; null when it is beyond the horizon or not known. */
export function runwayHours({ asOf, runsOutAt }: Pick<Forecast, "asOf" | "runsOutAt">): number | null {
  return runsOutAt === null ? null : (runsOutAt.p50 - asOf) / HOUR_MS;
}

const HORIZON_MS = FORECAST_DAYS * DAY_MS;
/** Where a normal distribution has a fifth beyond. */
const P80 = 0.841_621_233_572_914_3;

function daysOf({ fast, usual, slow, now }: { fast: Run; usual: Run; slow: Run; now: Instant }): ForecastDay[] {
  const last = slow.leftByDay.indexOf(0);
  const told = last === -1 ? slow.leftByDay : slow.leftByDay.slice(0, last + 1);
  return told.map((high, day) => ({
    at: now + day * DAY_MS,
    low: estimatedMicroTokens(fast.leftByDay[day] ?? 0),
    expected: estimatedMicroTokens(usual.leftByDay[day] ?? 0),
    high: estimatedMicroTokens(high),
  }));
}
