import { type Instant, MINUTE_MS, zoneOffsetMs } from "@farebox/billing-core";

/** RFC 3339 with milliseconds and the zone's own offset: `2025-03-30T03:00:00.000+02:00`. */
export function toZonedText(at: Instant, timeZone: string): string {
  // A zone of long ago may be off by seconds, which RFC 3339 cannot write; the instant stays exact.
  const offsetMinutes = Math.trunc(zoneOffsetMs(timeZone, at) / MINUTE_MS);
  const wallClock = new Date(at + offsetMinutes * MINUTE_MS).toISOString().slice(0, -1);
  const size = Math.abs(offsetMinutes);
  const hours = String(Math.trunc(size / 60)).padStart(2, "0");
  const minutes = String(size % 60).padStart(2, "0");
  return `${wallClock}${offsetMinutes < 0 ? "-" : "+"}${hours}:${minutes}`;
}
