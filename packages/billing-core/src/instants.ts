/** A moment, in milliseconds since 1970-01-01T00:00:00Z. Core never reads a clock: every instant is an argument. */
export type Instant = number;

/** A calendar day in some time zone, `YYYY-MM-DD`. */
export type CalendarDay = string;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
