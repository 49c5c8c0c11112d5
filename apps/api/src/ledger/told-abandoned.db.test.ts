import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { openTestLedger, type TestLedger } from "./testing/open-test-ledger.ts";

let bench: TestLedger;
beforeAll(async () => {
  bench = await openTestLedger();
});
afterAll(() => bench.close());

test("C08: who is told that a call was abandoned can rely on it, although its capture was decided in time and is still to be written", async () => {
  const businessId = await bench.createBusinessWith(100);
  const holdId = newId();
  const call = { callId: "CA-1", service: "outbound_call", agentId: null };
  await bench.ledger.submit(businessId, { kind: "open_hold", holdId, ...call });
  await bench.owner("update sandbox_clock set offset_ms = offset_ms + 320000");

  const blocker = await bench.blockBusiness(businessId);
  const capture = { kind: "capture_hold", holdId, elapsedSeconds: 300, lineId: newId(), lateAfterMs: 1e9 } as const;
  const capturing = bench.ledger.submit(businessId, capture);
  await bench.untilSomebodyWaits();
  await bench.owner("update sandbox_clock set offset_ms = offset_ms + 60000");
  const another = bench.anotherLedger();
  const voiding = another.submit(businessId, { kind: "void_hold", holdId, reason: "busy" });
  // Before the lock is free nobody can know how the call ended.
  const first = await Promise.race([voiding, bench.owner("select pg_sleep(0.3)").then(() => "still waiting")]);
  expect(first).toBe("still waiting");
  await blocker.release();

  const [captured, voided] = await Promise.all([capturing, voiding]);
  const ended = "hold" in captured ? captured.hold.status : captured.outcome;
  const told =
    voided.outcome === "refused" && voided.error.code === "hold_not_open" ? voided.error.hold.status : voided;
  expect([
    ["captured", "captured"],
    ["settled", "abandoned"],
    ["settled", "settled"],
  ]).toContainEqual([ended, told]);
});
