import type { MicroTokens } from "../amounts.ts";
import { weekdayPace } from "./weekday-pace.ts";

/**
 * How fast tokens are used, from the use of the last days; null when fewer than `NEEDED_DAYS` of them saw any.
 *
 * The last 7 days with weights that halve every 3 days; 28 days weighted alike where those 7 are too quiet. How much days
 * differ is told by all of the 28, towards an ordinary business as long as there are few. `docs/forecast.md` says how the
 * constants were found.
 *
 * @param days use by 24 hours counted back from now, the newest first. Days before the first use are no history.
 */
export function burnRate(days: readonly MicroTokens[]): BurnRate | null {
  const used = days.slice(0, LONGEST_DAYS).map((amount) => Math.max(0, Number(amount)));
  const history = used.slice(0, used.findLastIndex((amount) => amount > 0) + 1);
  const basis = basisOf(history);
  if (basis === null) return null;
  const pace = weekdayPace(history);
  const paceOf = (daysAgo: number): number => pace?.[daysAgo % 7] ?? 1;
  const weights = history.slice(0, LENGTH[basis]).map((_, daysAgo) => (basis === "7_days" ? 2 ** -(daysAgo / 3) : 1));
  const weighed = sum(weights.map((weight, daysAgo) => weight * paceOf(daysAgo)));
  const perDay = sum(weights.map((weight, daysAgo) => weight * (history[daysAgo] ?? 0))) / weighed;
  const dayVariance = relativeVariance(history, paceOf, pace === null ? 1 : 7);
  const levelVariance = (dayVariance * sum(weights.map((weight) => weight ** 2))) / sum(weights) ** 2;
  return { basis, perDay, pace, dayVariance, levelVariance };
}

/** How many of the days looked at must have seen use. */
export const NEEDED_DAYS = 3;

export type BurnBasis = "7_days" | "28_days";

/** Amounts in micro-tokens, as plain numbers: an estimate, never booked. */
export type BurnRate = {
  readonly basis: BurnBasis;
  /** Of an average day; above 0. */
  readonly perDay: number;
  /** Where days of the week differ: what the day `n` days ago, and every seventh before it, is of an average one. */
  readonly pace: readonly number[] | null;
  /** Of one day around the average, as a part of its square. */
  readonly dayVariance: number;
  /** Of that average itself, likewise. */
  readonly levelVariance: number;
};

/**
 * What will have been used `elapsedDays` from now, at a quantile of the normal distribution: 0 is the expected course,
 * more is faster. Rises strictly with time, and is 0 at 0.
 *
 * Log-normal: never negative, and a day far above the others is likelier than one as far below. Single days weigh less the
 * more of them add up; the level is as unsure as it was measured and drifts as a random walk.
 */
export function burnWithin(rate: BurnRate, elapsedDays: number, quantile: number): number {
  if (elapsedDays <= 0) return 0;
  const variance = rate.dayVariance / elapsedDays + rate.levelVariance + DAILY_DRIFT ** 2 * elapsedDays;
  return rate.perDay * pacedDays(rate.pace, elapsedDays) * Math.exp(quantile * Math.sqrt(Math.log1p(variance)));
}

const LONGEST_DAYS = 28;
const LENGTH = { "7_days": 7, "28_days": LONGEST_DAYS } as const satisfies Record<BurnBasis, number>;
const DAILY_DRIFT = 0.04;
/** Days of an ordinary business differ by about 40 % of their average: what is believed before three days are known. */
const USUAL_VARIANCE = 0.16;
const USUAL_WEIGHT = 2;
/** However even the past was, nobody's use is known better than to a tenth. */
const LEAST_VARIANCE = 0.01;

function basisOf(history: readonly number[]): BurnBasis | null {
  if (daysWithUse(history.slice(0, LENGTH["7_days"])) >= NEEDED_DAYS) return "7_days";
  return daysWithUse(history) >= NEEDED_DAYS ? "28_days" : null;
}

function daysWithUse(days: readonly number[]): number {
  return days.filter((amount) => amount > 0).length;
}

function relativeVariance(history: readonly number[], paceOf: (daysAgo: number) => number, fitted: number): number {
  const average = sum(history) / history.length;
  const squares = sum(history.map((amount, daysAgo) => (amount / average - paceOf(daysAgo)) ** 2));
  const degrees = Math.max(0, history.length - fitted);
  return Math.max(LEAST_VARIANCE, (squares + USUAL_VARIANCE * USUAL_WEIGHT) / (degrees + USUAL_WEIGHT));
}

/** How many average days a span ahead is worth. */
function pacedDays(pace: BurnRate["pace"], elapsedDays: number): number {
  if (pace === null) return elapsedDays;
  const whole = Math.floor(elapsedDays);
  // Tomorrow is the weekday of six days ago: a week later than a day that has just ended begins with it.
  const paceAhead = (day: number): number => pace[6 - (day % 7)] ?? 1;
  const weeks = Math.floor(whole / 7);
  let worth = weeks * sum(pace);
  for (let day = weeks * 7; day < whole; day += 1) worth += paceAhead(day);
  return worth + (elapsedDays - whole) * paceAhead(whole);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
