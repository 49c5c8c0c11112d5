import { describe, expect, test } from "vitest";
import type { WireRate } from "../../lib/affordable.ts";
import { followClock, secondsAt } from "./call-clock.ts";

const rate: WireRate = {
  service: "outbound_call",
  tokens: 2,
  per: 60,
  unit: "second",
  initialIncrement: 1,
  nextIncrement: 1,
  minimum: 0,
  connectFee: 0,
  freeUnits: 0,
};
const opened = Date.parse("2025-06-06T10:00:00.000Z");
const call = { startedAt: "2025-06-06T10:00:00.000Z", elapsedSeconds: 0, charged: 0 };
const start = followClock(undefined, call, { asOf: opened, rate });

describe("the seconds of a live call", () => {
  test("are counted from its opening", () => {
    expect(secondsAt(start, opened + 61_999)).toBe(61);
    expect(secondsAt(start, opened - 5_000)).toBe(0);
  });

  test("go on over a heartbeat that is within 0.1 token of them", () => {
    const clock = followClock(
      start,
      { ...call, elapsedSeconds: 29, charged: 0.966667 },
      { asOf: opened + 30_000, rate },
    );
    expect(secondsAt(clock, opened + 31_000)).toBe(31);
  });

  test("follow a heartbeat that is further away, as of a call that was answered late", () => {
    const clock = followClock(
      start,
      { ...call, elapsedSeconds: 20, charged: 0.666667 },
      { asOf: opened + 30_000, rate },
    );
    expect(secondsAt(clock, opened + 31_000)).toBe(21);
  });

  test("are never fewer than were reported", () => {
    const clock = followClock(
      start,
      { ...call, elapsedSeconds: 33, charged: 1.1 },
      { asOf: opened + 30_000, rate: null },
    );
    expect(secondsAt(clock, opened + 30_000)).toBe(33);
  });
});
