import {
  charge,
  DAY_MS,
  FORECAST_HISTORY_DAYS,
  type Forecast,
  forecast,
  type Grant,
  HOUR_MS,
  type MicroTokens,
  microTokens,
  NO_COMING_PLAN,
  SEED_RATE_CARD,
  tokens,
  ZERO,
} from "@farebox/billing-core";
import type { TraceEvent } from "../trace/trace-event.ts";
import { type Past, pastOf } from "./past.ts";

/**
 * What the forecast would have said to each business of a trace, every six hours from its fourth day on and for balances
 * of any size, beside what then happened. A case counts when its p80 lies before the end of the trace: whether it does,
 * the forecast decides, not what happened, so that no early end is counted where a late one could not be seen.
 */
export function backTest(events: readonly TraceEvent[]): readonly Case[] {
  const end = events.reduce((latest, { occurredAtMs }) => Math.max(latest, occurredAtMs), 0);
  const cases: Case[] = [];
  for (const [business, own] of Map.groupBy(events, ({ business }) => business)) {
    const past = pastOf(own.map((event) => ({ at: event.occurredAtMs, charged: chargeOf(event) })));
    for (let now = past.firstAt + LEARNING_MS; now < end; now += EVERY_MS) {
      for (const balance of BALANCES) {
        const found = caseOf({ past, now, balance: tokens(balance), end });
        cases.push({ business, now, balance, ...found });
      }
    }
  }
  return cases;
}

export const BALANCES = [50, 100, 200, 400, 700, 1_000] as const;

export type Case = Verdict & { readonly business: string; readonly now: number; readonly balance: number };

/** `within` p20 and p80. `open`: the trace ends too early to tell. */
type Verdict = {
  readonly verdict: "sooner" | "within" | "later" | "open" | "not_enough_usage";
  /** Expected and true days until the end, where both are known. */
  readonly days: { readonly expected: number; readonly real: number } | null;
};

const LEARNING_MS = 4 * DAY_MS;
const EVERY_MS = 6 * HOUR_MS;

function caseOf({
  past,
  now,
  balance,
  end,
}: {
  readonly past: Past;
  readonly now: number;
  readonly balance: MicroTokens;
  readonly end: number;
}): Verdict {
  const { runsOutAt } = forecastAt(past, now, balance);
  if (runsOutAt === null) return { verdict: "not_enough_usage", days: null };
  const { p20, p50, p80 } = runsOutAt;
  if (p80 === null || p80 > end) return { verdict: "open", days: null };
  const emptyAt = past.whenUsed(now, balance);
  const days = emptyAt === null ? null : { expected: (p50 - now) / DAY_MS, real: (emptyAt - now) / DAY_MS };
  if (emptyAt === null || emptyAt > p80) return { verdict: "later", days };
  return { verdict: emptyAt < p20 ? "sooner" : "within", days };
}

function forecastAt(past: Past, now: number, balance: MicroTokens): Forecast {
  const known = Math.min(FORECAST_HISTORY_DAYS, Math.floor((now - past.firstAt) / DAY_MS));
  const days = Array.from({ length: known }, (_, ago) =>
    past.usedBetween(now - (ago + 1) * DAY_MS, now - ago * DAY_MS),
  );
  const account = { grants: [{ ...GRANT, original: balance, remaining: balance }], holds: [], debt: ZERO };
  return forecast({ now, account: { ...account, lastRecordedAt: null }, days, plan: NO_COMING_PLAN });
}

const GRANT: Grant = {
  id: "bought",
  source: "purchase",
  original: ZERO,
  remaining: ZERO,
  priority: 100,
  effectiveAt: 0,
  expiresAt: null,
  costBasis: null,
  frozenAt: null,
  debtRepaid: ZERO,
  reason: null,
  payment: null,
  planMonth: null,
  createdAt: 0,
};

function chargeOf({ service, quantity }: TraceEvent): MicroTokens {
  const rate = SEED_RATE_CARD.rates.find((one) => one.service === service);
  if (rate === undefined) throw new Error(`the seed's rate card has no price for ${service}`);
  return microTokens(charge(rate, quantity));
}
