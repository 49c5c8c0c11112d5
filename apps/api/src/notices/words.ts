import { minorUnitDigits } from "@farebox/billing-core";

/** How numbers and instants are written in what we tell people. */
export const words = {
  /** Rounded down: a balance just below a line must not read as the line. */
  tokens(microTokens: number): string {
    const size = Math.abs(microTokens) / 1_000_000;
    return (size < 10 ? fine : coarse).format(size);
  },

  money({ amount, currency }: { readonly amount: number; readonly currency: string }): string {
    const digits = minorUnitDigits(currency);
    const format = {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    } as const;
    return new Intl.NumberFormat(LOCALE, format).format(amount / 10 ** digits);
  },

  /** "14 Jun 2026". */
  day(at: number, timeZone: string): string {
    return new Intl.DateTimeFormat(DATES, { ...DAY, timeZone }).format(at);
  },

  /** "14 Jun 2026, 09:30 (Europe/Berlin)". */
  time(at: number, timeZone: string): string {
    const text = new Intl.DateTimeFormat(DATES, { ...DAY, hour: "2-digit", minute: "2-digit", timeZone }).format(at);
    return `${text} (${timeZone})`;
  },

  /** A day of a calendar, "2026-01-31", whose zone is told elsewhere. */
  calendarDay: (day: string): string => words.day(Date.parse(`${day}T00:00:00Z`), "UTC"),

  /** "3 min 12 s". */
  duration(seconds: number): string {
    const minutes = Math.floor(seconds / 60);
    return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
  },

  times: (factor: number): string => coarse.format(factor),

  /** A key of ours as a name: "pro" is "Pro", "growth_pack" is "Growth pack". */
  name(key: string): string {
    const text = key.replaceAll("_", " ");
    return text.charAt(0).toUpperCase() + text.slice(1);
  },
};

const LOCALE = "en";
/** Day before month, as in "14 Jun 2026", which nobody misreads. */
const DATES = "en-GB";
const DAY = { day: "numeric", month: "short", year: "numeric" } as const;
const coarse = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1, roundingMode: "floor" });
const fine = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 3, roundingMode: "floor" });
