import type { RecordUsageOutcome, UsageLine } from "@farebox/billing-core";
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

test("a refusal is never taken for an effect", () => {
  const refused = { outcome: "refused", error: { code: "not_found", what: "business" } } as const;
  expect(recognizeOwnEffect(useOf(1), refused)).toBe(refused);
  expect(recognizeOwnEffect(grantOf(1), refused)).toBe(refused);
});
