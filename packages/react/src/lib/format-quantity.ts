import { formatCount } from "./format-number.ts";
import { strings } from "./strings.ts";

/** A quantity of one event in people's units: "6 min 13 s", "24 messages". */
export function formatQuantity(quantity: number, unit: string): string {
  return unit === "second" ? formatDuration(quantity) : countUnits(quantity, unit);
}

/** A sum over many events: whole minutes of what is counted in seconds. */
export function formatUnits(quantity: number, unit: string): string {
  if (unit !== "second") return countUnits(quantity, unit);
  if (quantity < 60) return formatDuration(quantity);
  return strings.measures.minutes(formatCount(Math.round(quantity / 60)));
}

/** Seconds of something that runs: "2:24", "1:02:24". Its width changes only every ten minutes. */
export function formatTicker(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = pad(seconds % 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}

function formatDuration(seconds: number): string {
  const size = Math.abs(seconds);
  const sign = seconds < 0 ? "−" : "";
  const hours = Math.floor(size / 3600);
  const minutes = Math.floor((size % 3600) / 60);
  const rest = size % 60;
  const { h, min, s } = strings.measures.short;
  if (hours > 0) return `${sign}${formatCount(hours)} ${h} ${pad(minutes)} ${min}`;
  if (minutes > 0) return rest === 0 ? `${sign}${minutes} ${min}` : `${sign}${minutes} ${min} ${pad(rest)} ${s}`;
  return `${sign}${rest} ${s}`;
}

function countUnits(quantity: number, unit: string): string {
  const known = strings.measures.units[unit];
  const name = known === undefined ? unit : Math.abs(quantity) === 1 ? known.one : known.other;
  return `${formatCount(quantity)} ${name}`;
}

function pad(count: number): string {
  return String(count).padStart(2, "0");
}
