import type { LiveRun } from "./live-load.ts";
import { percentileOf } from "./percentile.ts";

/** What a run came to, and which promise it broke. */
export function liveReport({
  size,
  timings,
  delaysMs,
  events,
  reconnects,
  lost,
  memory,
  effects,
}: LiveRun): LiveReport {
  const p99 = { beat: percentileOf(timings.heartbeat, 0.99), nothing: percentileOf(timings.nothing, 0.99) };
  const ratio = p99.beat / p99.nothing;
  const slowest = delaysMs.reduce((most, delay) => Math.max(most, delay), 0);
  const quarters = memory.quarters();
  const growth = quarters === null ? null : growthOf(quarters);
  const rows: readonly (readonly [name: string, value: string | number])[] = [
    ["calls, pages, businesses", `${size.calls}, ${size.calls}, ${size.businesses}`],
    ["minutes", size.minutes],
    ["heartbeats", inMs(timings.heartbeat)],
    ["requests for nothing", inMs(timings.nothing)],
    ["usage", inMs(timings.usage)],
    [`heartbeat / no-op, p99 (at most ${MOST_RATIO})`, ratio.toFixed(2)],
    ["heartbeat / no-op, p50", (percentileOf(timings.heartbeat, 0.5) / percentileOf(timings.nothing, 0.5)).toFixed(2)],
    [`changes until a page shows them (at most ${MOST_DELAY_MS} ms)`, inMs(delaysMs)],
    ["events", events],
    ["pages that came back after their stream had ended", reconnects],
    ["changes that a page was not told of", lost],
    [
      "memory in MB, most of each quarter",
      quarters?.map(({ resident }) => resident.toFixed(0)).join(", ") ?? "too short to tell",
    ],
    [
      "heap in MB, least of each quarter",
      quarters?.map((one) => one.heapAfterCollection.toFixed(0)).join(", ") ?? "too short to tell",
    ],
    ["charges found, pages agree", effects],
    ["verify:ledger", "clean"],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const late: string[] = [];
  if (!(ratio <= MOST_RATIO)) late.push(`a heartbeat's p99 is ${ratio.toFixed(2)} times a no-op's`);
  if (!(slowest <= MOST_DELAY_MS)) late.push(`a page was told after ${slowest.toFixed(0)} ms`);
  if (growth !== null && growth > MOST_GROWTH) late.push(`memory grew by ${((growth - 1) * 100).toFixed(0)} %`);
  return {
    table: rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n"),
    wrong: lost === 0 ? [] : [`${lost} changes did not come to a page`],
    late,
  };
}

export type LiveReport = {
  readonly table: string;
  readonly wrong: readonly string[];
  /** Promises about time and memory, which a machine that does other things may break. */
  readonly late: readonly string[];
};

const MOST_RATIO = 5;
const MOST_DELAY_MS = 1_000;
/** Of the last quarter over the second: the first fills what is kept. */
const MOST_GROWTH = 1.15;

function growthOf(quarters: readonly { readonly resident: number; readonly heapAfterCollection: number }[]): number {
  const [, second, , last] = quarters;
  if (second === undefined || last === undefined) return Number.NaN;
  // What a collection leaves tells a leak; what the system counts also tells of what is outside of the heap.
  return Math.max(last.resident / second.resident, last.heapAfterCollection / second.heapAfterCollection);
}

function inMs(figures: readonly number[]): string {
  const [p50, p99, most] = [0.5, 0.99, 1].map((share) => percentileOf(figures, share).toFixed(1));
  return `${figures.length}: p50 ${p50}, p99 ${p99}, most ${most} ms`;
}
