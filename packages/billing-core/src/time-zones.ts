import { HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from "./instants.ts";
import { invariant } from "./invariant.ts";

/**
 * Milliseconds to add to an instant to read a zone's wall clock as if it were UTC: +19,800,000 in `Asia/Kolkata`.
 *
 * Asked once per event, so answers are kept by blocks of six hours. A block that a change of the zone's clock falls into is
 * not kept but asked for each instant anew. Throws a RangeError for a zone that `isTimeZone` does not know.
 */
export function zoneOffsetMs(timeZone: string, at: Instant): number {
  if (timeZone === "UTC") return 0;
  const zone = zoneOf(timeZone);
  const block = Math.floor(at / BLOCK_MS);
  const kept = zone.offsetMsByBlock.get(block);
  if (kept !== undefined) return kept;
  const atStart = askOffsetMs(zone.formatter, block * BLOCK_MS);
  if (atStart !== askOffsetMs(zone.formatter, (block + 1) * BLOCK_MS - 1)) return askOffsetMs(zone.formatter, at);
  if (zone.offsetMsByBlock.size >= KEPT_BLOCKS) zone.offsetMsByBlock.clear();
  zone.offsetMsByBlock.set(block, atStart);
  return atStart;
}

/**
 * Whether a name is an IANA zone that every part of the product reads alike: `Area/Place` in any of its spellings, `UTC`
 * or `GMT`. Offsets such as `+02:00` are not zones.
 *
 * This runtime knows further names by itself (`IST`, `CTT`, `SystemV/PST8`), and short ones such as `CET` with rules of its
 * own. Postgres reads those otherwise or not at all, and a day must be the same day in both.
 */
export function isTimeZone(name: string): boolean {
  if (!SHARED_NAME.test(name)) return false;
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
}

const SHARED_NAME = /^(?!SystemV\/)(?:[A-Za-z]+\/|UTC$|GMT$)/i;
const BLOCK_MS = 6 * HOUR_MS;
/** About eleven years of one zone. */
const KEPT_BLOCKS = 16_384;
/** More zones than IANA names, so that nobody can fill memory with spellings of one. */
const KEPT_ZONES = 1_000;

type Zone = { readonly formatter: Intl.DateTimeFormat; readonly offsetMsByBlock: Map<number, number> };

const zones = new Map<string, Zone>();

function zoneOf(timeZone: string): Zone {
  const kept = zones.get(timeZone);
  if (kept !== undefined) return kept;
  const formatter = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  if (zones.size >= KEPT_ZONES) zones.clear();
  const zone: Zone = { formatter, offsetMsByBlock: new Map() };
  zones.set(timeZone, zone);
  return zone;
}

/** Reads `GMT`, `GMT-03:30` or, before zones were whole minutes, `GMT-00:44:30`. */
function askOffsetMs(formatter: Intl.DateTimeFormat, at: Instant): number {
  const name = formatter.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "";
  const match = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(name);
  invariant(match !== null, `a zone offset reads like GMT+05:30, not ${name}`);
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = match;
  const sizeMs = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * SECOND_MS;
  return sign === "-" ? -sizeMs : sizeMs;
}
