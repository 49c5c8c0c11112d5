import type { Hold, OpenHoldOutcome, RecordUsageOutcome, UsageLine } from "@farebox/billing-core";
import { expect, test } from "vitest";
import { recognizeOwnEffect } from "./own-effect.ts";
import { grantOf, useOf } from "./testing/commands.ts";

const lineOf = (id: string) => ({ id, quantity: 1 }) as UsageLine;

test("a command that finds its own line is answered as recorded, somebody else's stays a replay", () => {
  const command = useOf(1, { lineId: "mine" });
  const replayed = (id: string): RecordUsageOutcome => ({ outcome: "replayed", line: lineOf(id) });
  expect(recognizeOwnEffect(command, replayed("mine")).outcome).toBe("recorded");
  expect(recognizeOwnEffect(command, replayed("theirs")).outcome).toBe("replayed");
});

test("an opening that finds its own hold is answered as opened, a settlement that finds its own line as settled", () => {
  const call = { callId: "CA-1", service: "outbound_call", agentId: null };
  const opening = { kind: "open_hold", holdId: "mine", ...call } as const;
  const replayed = (id: string): OpenHoldOutcome => ({
    outcome: "replayed",
    hold: { id } as Hold,
    affordableSeconds: 300,
    final: false,
  });
  expect(recognizeOwnEffect(opening, replayed("mine")).outcome).toBe("opened");
  expect(recognizeOwnEffect(opening, replayed("theirs")).outcome).toBe("replayed");
  const capture = { kind: "capture_hold", holdId: "h", elapsedSeconds: 1, lineId: "mine", lateAfterMs: 1 } as const;
  const ended = (lineId: string) => ({ outcome: "replayed", hold: { id: "h", lineId } as Hold }) as const;
  expect(recognizeOwnEffect(capture, ended("mine")).outcome).toBe("settled");
  expect(recognizeOwnEffect(capture, ended("h")).outcome).toBe("replayed");
});

test("a refusal is never taken for an effect", () => {
  const refused = { outcome: "refused", error: { code: "not_found", what: "business" } } as const;
  expect(recognizeOwnEffect(useOf(1), refused)).toBe(refused);
  expect(recognizeOwnEffect(grantOf(1), refused)).toBe(refused);
});
