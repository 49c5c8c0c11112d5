import { formatCount, formatTokens } from "../../lib/format-number.ts";
import { formatDay, formatInstant } from "../../lib/format-time.ts";
import { strings } from "../../lib/strings.ts";
import type { Forecast } from "./use-forecast.ts";

const words = strings.balance.forecast;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export type ForecastSentence = { readonly text: string; readonly range: string | null };

/**
 * Exactly one sentence of how long the tokens last; null when there is nothing left to last. Days and a range of days, never
 * an hour: the forecast is not that good.
 */
export function sayForecast(
  forecast: Forecast,
  { now, timeZone }: { now: Date; timeZone: string },
): ForecastSentence | null {
  switch (forecast.state) {
    case "out":
      return null;
    case "not_enough_usage":
      return { text: words.unknown, range: null };
    case "beyond_horizon":
      return { text: words.beyond, range: null };
    case "runs_out": {
      if (forecast.runsOutAt === null) return { text: words.beyond, range: null };
      const { p20, p50, p80 } = forecast.runsOutAt;
      const left = Date.parse(p50) - now.getTime();
      if (left < DAY_MS)
        return { text: words.hours(formatCount(Math.max(1, Math.round(left / HOUR_MS)))), range: null };
      const first = daysUntil(p20, now);
      const last = p80 === null ? null : daysUntil(p80, now);
      return {
        text: words.until(formatDay(new Date(p50), timeZone, now)),
        range:
          last === null
            ? words.daysOrMore(formatCount(first))
            : first === last
              ? words.days(formatCount(first), first !== 1)
              : words.daysBetween(formatCount(first), formatCount(last)),
      };
    }
  }
}

/** What it rests on, in a reader's words. */
export function sayAssumptions(forecast: Forecast, timeZone: string): readonly string[] {
  return forecast.assumptions.map((assumption) => {
    const { code, tokens = 0, at, days = 0, daysWithUse = 0, needed = 0 } = assumption;
    // "0 tokens a day" would say that they last for ever.
    if (code === "average_of_days" && tokens > 0 && tokens < 1) return words.becauseLittle(formatCount(days));
    const amount = formatTokens(tokens, { digits: 1 });
    const when = at === undefined ? "" : formatInstant(new Date(at), timeZone);
    return words.because[code]({
      tokens: amount,
      when,
      days: formatCount(days),
      daysWithUse: formatCount(daysWithUse),
      needed: formatCount(needed),
    });
  });
}

function daysUntil(at: string, now: Date): number {
  return Math.max(0, Math.round((Date.parse(at) - now.getTime()) / DAY_MS));
}
