import { type CalendarDay, dayStart, fromCalendarDay, localDay, toCalendarDay } from "@farebox/billing-core";

/** A calendar day as YYYY-MM-DD. It has no zone until it is asked when it starts. */
export type Day = CalendarDay;

export function addDays(day: Day, days: number): Day {
  return toCalendarDay(fromCalendarDay(day) + days);
}

/** Days from `first` to `last`, both counted. */
export function countDays(first: Day, last: Day): number {
  return fromCalendarDay(last) - fromCalendarDay(first) + 1;
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** First day of the month of `day`. */
export function startOfMonth(day: Day): Day {
  return toCalendarDay(fromCalendarDay(`${day.slice(0, 7)}-01`));
}

/** The same day of another month, or its last one where it is shorter. */
export function addMonths(day: Day, months: number): Day {
  const at = new Date(`${startOfMonth(day)}T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + months);
  const first = at.toISOString().slice(0, 10);
  at.setUTCMonth(at.getUTCMonth() + 1, 0);
  return addDays(first, Math.min(Number(day.slice(8)), at.getUTCDate()) - 1);
}

/** 0 is Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** The day of an instant in a zone. */
export function dayOf(at: Date, zone: string): Day {
  return localDay(at.getTime(), zone);
}

/** The first instant of a day in a zone. */
export function startOfDay(day: Day, zone: string): Date {
  return new Date(dayStart(fromCalendarDay(day), zone));
}
