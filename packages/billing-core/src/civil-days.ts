import type { CalendarDay } from "./instants.ts";

/** A day of the proleptic Gregorian calendar: years 0 … 9999, month and day counted from 1. */
export type CivilDay = { readonly year: number; readonly month: number; readonly day: number };

/**
 * Days since 1970-01-01 of a calendar day. Months beyond 1 … 12 carry into the year; the day must be within its month.
 *
 * Counts 400-year eras of 146,097 days from 1 March, so that leap days fall at the end of a year (Howard Hinnant's
 * `days_from_civil`). Arithmetic, because a `Date` object for every event would be slower and has a clock in reach.
 */
export function dayNumberOf({ year, month, day }: CivilDay): number {
  const months = year * 12 + (month - 1) - 2;
  const yearFromMarch = Math.floor(months / 12);
  const monthFromMarch = months - yearFromMarch * 12;
  const era = Math.floor(yearFromMarch / 400);
  const yearOfEra = yearFromMarch - era * 400;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The calendar day that is so many days after 1970-01-01. */
export function civilDayOf(dayNumber: number): CivilDay {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** Days in a month. Months beyond 1 … 12 carry into the year. */
export function daysInMonth(year: number, month: number): number {
  return dayNumberOf({ year, month: month + 1, day: 1 }) - dayNumberOf({ year, month, day: 1 });
}

/** `YYYY-MM-DD`. */
export function toCalendarDay(dayNumber: number): CalendarDay {
  const { year, month, day } = civilDayOf(dayNumber);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** The day number of `YYYY-MM-DD`, which must be a day that exists. */
export function fromCalendarDay(text: CalendarDay): number {
  return dayNumberOf({
    year: Number(text.slice(0, 4)),
    month: Number(text.slice(5, 7)),
    day: Number(text.slice(8, 10)),
  });
}
