import type { PlannedEvent } from "../plan/planned-event.ts";

export type Batch = { readonly start: number; readonly events: readonly PlannedEvent[] };

type BatchOptions = {
  /** Index of the first event to send. */
  readonly from: number;
  readonly size: number;
  /** Times real time; null: everything is due at once. */
  readonly speed: number | null;
};

/** Hands out the events in order, each once, however many clients ask; at a given speed not before they are due. */
export function cutBatches(events: readonly PlannedEvent[], options: BatchOptions): () => Promise<Batch | null> {
  let next = options.from;
  const isDue = paceOf(events[next], options.speed);
  const take = async (): Promise<Batch | null> => {
    const first = events[next];
    if (first === undefined) return null;
    const waitMs = isDue(first);
    if (waitMs > 0) await new Promise((resume) => setTimeout(resume, Math.min(waitMs, 2 ** 31 - 1)));
    const start = next;
    while (next < events.length && next - start < options.size) {
      const event = events[next];
      if (event === undefined || (next > start && isDue(event) > 0)) break;
      next += 1;
    }
    return { start, events: events.slice(start, next) };
  };
  let turn: Promise<unknown> = Promise.resolve();
  return () => {
    const mine = turn.then(take);
    turn = mine.catch(() => undefined);
    return mine;
  };
}

/** How many milliseconds are left until an event is due, counted from now and from the first event. */
function paceOf(first: PlannedEvent | undefined, speed: number | null): (event: PlannedEvent) => number {
  if (first === undefined || speed === null) return () => 0;
  const startedAt = performance.now();
  return (event) => startedAt + (event.occurredAtMs - first.occurredAtMs) / speed - performance.now();
}
