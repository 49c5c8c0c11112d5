import type { UsageResult } from "../send/usage-results.ts";
import type { TraceEvent } from "../trace/trace-event.ts";

/** An event as it will be sent: its business has an id, its time may be shifted, its key follows. */
export type PlannedEvent = {
  readonly event: TraceEvent;
  readonly businessId: string;
  readonly key: string;
  readonly occurredAtMs: number;
};

/** A shifted event is another event than the one at the time of the file, so it needs another key. Always the same one: a second run replays. */
export const SHIFTED_SUFFIX = "+shifted";

export function planEvent(
  event: TraceEvent,
  plan: { readonly businessId: string; readonly shiftMs: number | null },
): PlannedEvent {
  return {
    event,
    businessId: plan.businessId,
    key: plan.shiftMs === null ? event.key : `${event.key}${SHIFTED_SUFFIX}`,
    occurredAtMs: event.occurredAtMs + (plan.shiftMs ?? 0),
  };
}

/** An event that went before all others, with what became of it. */
export type SentAhead = { readonly planned: PlannedEvent; readonly result: UsageResult };
