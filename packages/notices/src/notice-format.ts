import { minorUnitDigits } from "@farebox/billing-core";

/** An amount as it is written, with its size: languages bend words by it. */
export type Amount = { readonly text: string; readonly value: number };

export type NoticeFormat = ReturnType<typeof createNoticeFormat>;

/** How numbers and instants are written for one reader. */
export function createNoticeFormat({ locale, timeZone }: { readonly locale: string; readonly timeZone: string }) {
  // Day before month, as in "14 Jun 2026", which nobody misreads.
  const dates = locale === "en" ? "en-GB" : locale;
  const coarse = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, roundingMode: "floor" });
  const fine = new Intl.NumberFormat(locale, { maximumFractionDigits: 3, roundingMode: "floor" });
  const toDay = (at: string, zone: string) =>
    new Intl.DateTimeFormat(dates, { ...DAY, timeZone: zone }).format(new Date(at));
  return {
    /** Without a sign, and rounded down: a balance just below a line must not read as the line. */
    tokens(tokens: number): Amount {
      const value = Math.abs(tokens);
      return { text: (value < 10 ? fine : coarse).format(value), value };
    },

    money({ amount, currency }: { readonly amount: number; readonly currency: string }): string {
      const digits = minorUnitDigits(currency);
      const style = {
        style: "currency",
        currency,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      } as const;
      const text = new Intl.NumberFormat(locale, style).format(amount / 10 ** digits);
      // The sign of a currency at the end would otherwise go to the wrong side of its letters.
      return locale.startsWith("ar") ? `${text}\u200e` : text;
    },

    count: (count: number): string => coarse.format(count),

    share: (percent: number): string => new Intl.NumberFormat(locale, { style: "percent" }).format(percent / 100),

    /** "14 Jun 2026". */
    day: (at: string): string => toDay(at, timeZone),

    /** A day of a calendar, "2026-01-31", whose zone is told elsewhere. */
    calendarDay: (day: string): string => toDay(`${day}T00:00:00Z`, "UTC"),

    /** "14 Jun 2026, 09:30 (Europe/Berlin)". */
    time(at: string): string {
      const minutes = { ...DAY, hour: "2-digit", minute: "2-digit", timeZone } as const;
      return `${new Intl.DateTimeFormat(dates, minutes).format(new Date(at))} (${timeZone})`;
    },
  };
}

const DAY = { day: "numeric", month: "short", year: "numeric" } as const;
