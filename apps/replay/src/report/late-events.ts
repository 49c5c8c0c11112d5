import type { PlannedEvent } from "../plan/planned-event.ts";
import { lineRanges } from "./line-ranges.ts";

const DAY_MS = 86_400_000;
/** The door takes events that lie this little in the future, because clocks differ. */
const FUTURE_ALLOWANCE_MS = 5 * 60_000;

type Window = { readonly nowMs: number; readonly lateAfterDays: number };

/** What will become of the events that are older than the late window; null when there are none. */
export function describeLateEvents(events: readonly PlannedEvent[], window: Window): string | null {
  const late = events.filter(({ occurredAtMs }) => occurredAtMs < window.nowMs - window.lateAfterDays * DAY_MS);
  if (late.length === 0) return null;
  const oldest = late.reduce(
    (earliest, { occurredAtMs }) => Math.min(earliest, occurredAtMs),
    Number.POSITIVE_INFINITY,
  );
  const neededDays = Math.ceil((window.nowMs - oldest) / DAY_MS) + 1;
  return [
    `${count(late.length)} of ${count(events.length)} events are older than the late window of ${window.lateAfterDays} days (lines ${lineRanges(late.map(({ event }) => event.line))}).`,
    "They will not be charged: they wait for an operator's review, and their keys are taken.",
    `To charge them, start the product with FAREBOX_LATE_AFTER_DAYS=${neededDays} or more, and say the same here; or move the trace with --shift-to-now.`,
  ].join("\n");
}

/** Events the door would refuse because they have not happened yet; null when there are none. */
export function describeFutureEvents(events: readonly PlannedEvent[], nowMs: number): string | null {
  const future = events.filter(({ occurredAtMs }) => occurredAtMs > nowMs + FUTURE_ALLOWANCE_MS);
  if (future.length === 0) return null;
  return `${count(future.length)} events lie in the future (lines ${lineRanges(future.map(({ event }) => event.line))}). --shift-to-now moves the trace so that its last event happens now.`;
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}
