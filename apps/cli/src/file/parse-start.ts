import { HOUR_MS, type Instant, zoneOffsetMs } from "@farebox/billing-core";

export type StartFormat = { readonly format: string; readonly timeZone: string };

/** Reads times as a carrier writes them; null where a text is none. A time without a zone is one of the mapping's zone. */
export function createStartParser({ format, timeZone }: StartFormat): (text: string) => Instant | null {
  if (format === "unix") return (text) => (/^\d{1,11}(\.\d+)?$/.test(text) ? Math.round(Number(text) * 1_000) : null);
  if (format === "unix_ms") return (text) => (/^\d{1,14}$/.test(text) ? Number(text) : null);
  const pattern = format === "iso" ? ISO : toPattern(format);
  return (text) => {
    const parts = pattern.exec(text)?.groups;
    if (parts === undefined) return null;
    const number = (name: string) => Number(parts[name] ?? 0);
    const hour =
      parts["half"] === undefined ? number("hour") : (number("hour") % 12) + (/^p/i.test(parts["half"]) ? 12 : 0);
    const wall = Date.UTC(number("year"), number("month") - 1, number("day"), hour, number("minute"), number("second"));
    // Without this the 30th of February would be the 2nd of March.
    const written = new Date(wall);
    const isReal =
      written.getUTCMonth() === number("month") - 1 &&
      written.getUTCDate() === number("day") &&
      hour < 24 &&
      number("minute") < 60 &&
      number("second") < 60;
    if (!isReal) return null;
    const at = wall + Math.floor(Number(`0.${parts["fraction"] ?? "0"}`) * 1_000);
    return parts["zone"] === undefined ? fromWallClock(at, timeZone) : at - offsetOf(parts["zone"]);
  };
}

const ISO =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)? ?(?<zone>Z|[+-]\d\d:?\d\d)?$/;

const TOKENS: Readonly<Record<string, string>> = {
  YYYY: "(?<year>\\d{4})",
  MM: "(?<month>\\d{1,2})",
  DD: "(?<day>\\d{1,2})",
  HH: "(?<hour>\\d{1,2})",
  hh: "(?<hour>\\d{1,2})",
  mm: "(?<minute>\\d\\d)",
  SSS: "(?<fraction>\\d{1,9})",
  ss: "(?<second>\\d\\d)",
  A: "(?<half>[AaPp][Mm])",
  Z: "(?<zone>Z|[+-]\\d\\d:?\\d\\d)",
};

/** `DD/MM/YYYY HH:mm:ss` as a regular expression; what is no token stands for itself. */
function toPattern(format: string): RegExp {
  const parts = format.split(/(YYYY|MM|DD|HH|hh|mm|SSS|ss|A|Z)/);
  return new RegExp(
    `^${parts.map((part) => TOKENS[part] ?? part.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("")}$`,
  );
}

function offsetOf(zone: string): number {
  if (zone === "Z") return 0;
  const [hours, minutes] = [zone.slice(1, 3), zone.slice(-2)].map(Number);
  const size = (hours ?? 0) * HOUR_MS + (minutes ?? 0) * 60_000;
  return zone.startsWith("-") ? -size : size;
}

/** The earlier of two instants that a clock put back shows alike; a time that a clock put forward left out is later by the gap. */
function fromWallClock(wall: number, timeZone: string): Instant {
  const before = zoneOffsetMs(timeZone, wall - 24 * HOUR_MS);
  const after = zoneOffsetMs(timeZone, wall + 24 * HOUR_MS);
  for (const offset of [Math.max(before, after), Math.min(before, after)])
    if (zoneOffsetMs(timeZone, wall - offset) === offset) return wall - offset;
  return wall - before;
}
