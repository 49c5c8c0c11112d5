/**
 * Billing periods as Stripe counts them: always from the anchor, never from the end of the period before, so that a short
 * month does not move the day for good (31 January, 28 February, 31 March).
 * Source: https://docs.stripe.com/billing/subscriptions/billing-cycle
 */
export function periodContaining(cycle: Cycle, at: number): Period {
  let index = estimatedIndex(cycle, at);
  while (boundary(cycle, index) > at) index -= 1;
  while (boundary(cycle, index + 1) <= at) index += 1;
  return { start: boundary(cycle, index), end: boundary(cycle, index + 1) };
}

export type Interval = "day" | "week" | "month" | "year";

/** Instants are unix seconds, as everywhere in Stripe's interface. */
export type Period = { readonly start: number; readonly end: number };

export type Cycle = {
  readonly anchor: number;
  /** The day asked for when the anchor itself fell into a shorter month; absent means the anchor's own day. */
  readonly dayOfMonth?: number | undefined;
  readonly interval: Interval;
  readonly intervalCount: number;
};

/** The instant `steps` whole intervals after the anchor; negative steps go back. */
export function boundary(cycle: Cycle, steps: number): number {
  const count = steps * cycle.intervalCount;
  switch (cycle.interval) {
    case "day":
      return cycle.anchor + count * SECONDS_PER_DAY;
    case "week":
      return cycle.anchor + count * 7 * SECONDS_PER_DAY;
    case "month":
      return addMonths(cycle.anchor, count, cycle.dayOfMonth);
    case "year":
      return addMonths(cycle.anchor, count * 12, cycle.dayOfMonth);
  }
}

/** Whole calendar months later, at the same time of day, on the same day or the month's last (UTC). */
export function addMonths(from: number, months: number, dayOfMonth?: number): number {
  const date = new Date(from * 1000);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const day = Math.min(dayOfMonth ?? date.getUTCDate(), daysInMonth(first));
  return first / 1000 + (day - 1) * SECONDS_PER_DAY + secondOfDay(date);
}

export type AnchorConfig = {
  readonly dayOfMonth: number;
  /** 1 to 12; absent means every month. */
  readonly month?: number | undefined;
  readonly hour?: number | undefined;
  readonly minute?: number | undefined;
  readonly second?: number | undefined;
};

/**
 * The first instant at or after `from` that fits `billing_cycle_anchor_config`; a day the month does not have is its last.
 * Parts of the time of day that are not given are those of `from`.
 * Source: https://docs.stripe.com/billing/subscriptions/billing-cycle
 */
export function anchorFromConfig(config: AnchorConfig, from: number): number {
  const start = new Date(from * 1000);
  const time =
    (config.hour ?? start.getUTCHours()) * 3600 +
    (config.minute ?? start.getUTCMinutes()) * 60 +
    (config.second ?? start.getUTCSeconds());
  for (let ahead = 0; ; ahead += 1) {
    const first = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + ahead, 1);
    if (config.month !== undefined && new Date(first).getUTCMonth() + 1 !== config.month) continue;
    const day = Math.min(config.dayOfMonth, daysInMonth(first));
    const candidate = first / 1000 + (day - 1) * SECONDS_PER_DAY + time;
    if (candidate >= from) return candidate;
  }
}

export const SECONDS_PER_DAY = 86_400;

/** Mean lengths are enough here: the two loops of periodContaining walk the rest. */
const MEAN_SECONDS: Record<Interval, number> = {
  day: SECONDS_PER_DAY,
  week: 7 * SECONDS_PER_DAY,
  month: 2_629_746,
  year: 31_556_952,
};

function estimatedIndex(cycle: Cycle, at: number): number {
  return Math.floor((at - cycle.anchor) / (MEAN_SECONDS[cycle.interval] * cycle.intervalCount));
}

function daysInMonth(firstOfMonthMs: number): number {
  const date = new Date(firstOfMonthMs);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

function secondOfDay(date: Date): number {
  return date.getUTCHours() * 3600 + date.getUTCMinutes() * 60 + date.getUTCSeconds();
}
