import { expect, test } from "vitest";
import { groupEvents } from "./group-events.ts";
import type { PlaygroundEvent } from "./use-playground.ts";

const event = (number: number, more: Partial<PlaygroundEvent> = {}): PlaygroundEvent => ({
  number,
  at: new Date(1_000 * number).toISOString(),
  kind: "refused",
  callId: `call-${number}`,
  service: "outbound_call",
  quantity: null,
  charged: null,
  grantedSeconds: null,
  refusedBy: "below_call_floor",
  request: null,
  ...more,
});

test("what happened several times at once is told once, the newest first", () => {
  const groups = groupEvents([event(1, { kind: "started", refusedBy: null }), event(2), event(3), event(9)]);
  expect(groups.map(({ event: { number }, count }) => [number, count])).toEqual([
    [9, 1],
    [3, 2],
    [1, 1],
  ]);
});
