import { expect, test } from "vitest";
import { followCalls, isShown } from "./follow-calls.ts";
import type { LiveCall } from "./use-balance.ts";

const around = { now: 1_000, asOf: 1_000, rateOf: () => null };
const ids = (followed: ReturnType<typeof followCalls>) => followed.map(({ call }) => call.holdId);

test("an ended call keeps its place for five seconds, then leaves it", () => {
  const before = followCalls([], [call("a"), call("b")], around);
  const after = followCalls(before, [call("b"), call("c")], { ...around, now: 2_000 });
  expect(ids(after)).toEqual(["a", "b", "c"]);
  expect(after[0]?.endedAt).toBe(2_000);
  const first = after[0];
  if (first === undefined) throw new Error("the ended call is gone at once");
  expect([isShown(first, 6_999), isShown(first, 7_000)]).toEqual([true, false]);
  expect(ids(followCalls(after, [call("b"), call("c")], { ...around, now: 7_000 }))).toEqual(["b", "c"]);
});

test("the end of a call is the first time it was missing", () => {
  const ended = followCalls(followCalls([], [call("a")], around), [], { ...around, now: 2_000 });
  expect(followCalls(ended, [], { ...around, now: 3_000 })[0]?.endedAt).toBe(2_000);
});

function call(holdId: string): LiveCall {
  return {
    holdId,
    callId: holdId,
    status: "open",
    service: "outbound_call",
    agentId: null,
    startedAt: "1970-01-01T00:00:00.000Z",
    elapsedSeconds: 0,
    held: 10,
    charged: 0,
    grantedSeconds: 300,
    rateVersion: 1,
    expiresAt: "1970-01-01T00:05:30.000Z",
  };
}
