import { locale } from "./locale.ts";

const formatters = new Map<string, Intl.DateTimeFormat>();

/** "Fri 6 Jun", in the order of the reader's region; with the year when it is not this one. */
export function formatDay(at: Date, zone: string, now: Date): string {
  return `${format(at, zone, { weekday: "short" })} ${formatDate(at, zone, now)}`;
}

/** "6 Jun", with the year when it is not this one. */
export function formatDate(at: Date, zone: string, now: Date): string {
  const sameYear = format(at, zone, { year: "numeric" }) === format(now, zone, { year: "numeric" });
  return format(at, zone, { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) });
}

export function formatMonth(at: Date, zone: string): string {
  return format(at, zone, { month: "short", year: "numeric" });
}

/** Hours and minutes on a 24-hour clock: every row of a ledger has the same width. */
export function formatClock(at: Date, zone: string): string {
  return format(at, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** The same with seconds, for what follows within a minute. */
export function formatClockSeconds(at: Date, zone: string): string {
  return format(at, zone, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
}

/** The instant in full, for receipts and tooltips. */
export function formatInstant(at: Date, zone: string): string {
  const day = format(at, zone, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
  return `${day}, ${formatClockSeconds(at, zone)}`;
}

/** "in 3 days", "12 seconds ago". */
export function formatRelative(at: Date, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const size = Math.abs(seconds);
  if (size < 60) return relative.format(seconds, "second");
  if (size < 3600) return relative.format(Math.trunc(seconds / 60), "minute");
  if (size < 86_400) return relative.format(Math.trunc(seconds / 3600), "hour");
  return relative.format(Math.trunc(seconds / 86_400), "day");
}

/** How long ago; never in the future, though one clock may tick before the other. */
export function describeAge(at: Date, now: Date): string {
  const seconds = Math.round((now.getTime() - at.getTime()) / 1000);
  return seconds <= 0 ? thisMoment.format(0, "second") : formatRelative(at, now);
}

const relative = new Intl.RelativeTimeFormat(locale, { numeric: "always", style: "long" });
/** "now", in the reader's language. */
const thisMoment = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });

function format(at: Date, zone: string, options: Intl.DateTimeFormatOptions): string {
  return formatter(locale, zone, options).format(at);
}

function formatter(tag: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag + zone + JSON.stringify(options);
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(tag, { ...options, timeZone: zone });
  formatters.set(key, made);
  return made;
}
