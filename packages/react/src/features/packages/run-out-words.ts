import { formatCount } from "../../lib/format-number.ts";
import { formatDay } from "../../lib/format-time.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";

const words = sellingStrings.packages;
const DAY_HOURS = 24;

/** Until when tokens last, as far as that can be told; null when it cannot. */
export function sayRunOut(
  forecast: {
    readonly state: string;
    readonly runsOutAt: { readonly p50: string } | null;
    readonly runwayHours: number | null;
  },
  { timeZone, now }: { timeZone: string; now: Date },
): string | null {
  const { state, runsOutAt, runwayHours } = forecast;
  if (state === "beyond_horizon") return words.untilBeyond;
  if (state !== "runs_out" || runsOutAt === null || runwayHours === null) return null;
  if (runwayHours < DAY_HOURS) return words.untilHours(formatCount(Math.max(1, Math.round(runwayHours))));
  return words.until(formatDay(new Date(runsOutAt.p50), timeZone, now));
}
