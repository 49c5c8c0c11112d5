import { CALL_FLOOR, toTokens } from "@farebox/billing-core";
import { formatTokens } from "../../lib/format-number.ts";
import { formatClock, formatDay, formatInstant, formatRelative } from "../../lib/format-time.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import type { CapUseView } from "./cap-use.tsx";
import type { CapNow } from "./use-caps.ts";

/** A cap in words. It is reached when not even the least that a call begins with would fit. */
export function viewCapUse(
  { used, limit, resetsAt }: CapNow,
  { timeZone, now }: { timeZone: string; now: Date },
): CapUseView {
  const at = new Date(resetsAt);
  return {
    text: pageStrings.caps.usedOf(formatTokens(used, { digits: 3 }), formatTokens(limit, { digits: 6 })),
    share: limit === 0 ? 1 : used / limit,
    resets: `${formatDay(at, timeZone, now)}, ${formatClock(at, timeZone)}`,
    resetsTitle: `${formatInstant(at, timeZone)} (${formatRelative(at, now)})`,
    isReached: used + toTokens(CALL_FLOOR) > limit,
  };
}
