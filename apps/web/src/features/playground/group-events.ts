import type { PlaygroundEvent } from "./use-playground.ts";

/** Several of the same at once, told as one: fifty calls refused are one line. */
export type EventGroup = { readonly event: PlaygroundEvent; readonly count: number };

const AT_ONCE_MS = 2_000;

/** The newest first. */
export function groupEvents(events: readonly PlaygroundEvent[]): readonly EventGroup[] {
  const groups: EventGroup[] = [];
  for (const event of events) {
    const last = groups.at(-1);
    if (last !== undefined && isAlike(last.event, event)) groups[groups.length - 1] = { event, count: last.count + 1 };
    else groups.push({ event, count: 1 });
  }
  return groups.reverse();
}

function isAlike(one: PlaygroundEvent, other: PlaygroundEvent): boolean {
  return (
    one.kind === other.kind &&
    one.service === other.service &&
    one.refusedBy === other.refusedBy &&
    one.quantity === other.quantity &&
    one.grantedSeconds === other.grantedSeconds &&
    Date.parse(other.at) - Date.parse(one.at) < AT_ONCE_MS
  );
}
