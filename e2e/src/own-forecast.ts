import type { PageBalance, SavedLine, ToldForecast } from "./books-of-page.ts";

const DAY_MS = 86_400_000;
const STEP_MS = 5 * 60_000;
const QUARTER_HOUR_MS = 15 * 60_000;
const HORIZON_DAYS = 90;

/**
 * The forecast of docs/forecast.md worked out a second time, from the lines of usage and the grants, without the days of the
 * week: daily use of the last week weighted towards today, else of four weeks, and the stock spent along it step by step.
 */
export function ownForecast(
  usage: readonly SavedLine[],
  { grants, debt, held }: PageBalance,
  told: Pick<ToldForecast, "asOf" | "coming">,
): { readonly perDay: number; readonly emptyAt: number | null } | null {
  const now = Date.parse(told.asOf);
  const daysEnd = (Math.floor(now / QUARTER_HOUR_MS) + 1) * QUARTER_HOUR_MS;
  const days = Array.from({ length: 28 }, () => 0);
  for (const { occurredAt, netCharged } of usage) {
    const ago = Math.ceil((daysEnd - Date.parse(occurredAt)) / DAY_MS) - 1;
    if (ago >= 0 && ago < 28) days[ago] = (days[ago] ?? 0) + netCharged;
  }
  const perDay = meanOf(days);
  if (perDay === null) return null;
  const lots = [
    ...[...grants]
      .filter(({ state }) => state !== "frozen")
      .sort((one, other) => one.order - other.order)
      .map(({ remaining, effectiveAt, expiresAt }) => ({
        left: remaining,
        from: Date.parse(effectiveAt),
        until: expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt),
      })),
    ...told.coming.map(({ tokens, at, expiresAt }) => ({
      left: tokens,
      from: Date.parse(at),
      until: Date.parse(expiresAt),
    })),
  ];
  let owed = debt + held;
  for (let at = now; at < now + HORIZON_DAYS * DAY_MS; at += STEP_MS) {
    const open = lots.filter(({ left, from, until }) => left > 0 && from <= at && until > at);
    // What expires first is spent first; otherwise the order that the balance names.
    open.sort((one, other) => one.until - other.until || 0);
    for (const lot of open) {
      const taken = Math.min(lot.left, owed);
      lot.left -= taken;
      owed -= taken;
    }
    if (owed > 1e-9) return { perDay, emptyAt: at };
    owed = (perDay * STEP_MS) / DAY_MS;
  }
  return { perDay, emptyAt: null };
}

function meanOf(days: readonly number[]): number | null {
  const known = days.slice(0, days.findLastIndex((used) => used > 0) + 1);
  const week = known.slice(0, 7);
  if (week.filter((used) => used > 0).length >= 3) {
    const weights = week.map((_, ago) => 0.5 ** (ago / 3));
    return total(week.map((used, ago) => used * (weights[ago] ?? 0))) / total(weights);
  }
  return known.filter((used) => used > 0).length >= 3 ? total(known) / known.length : null;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
