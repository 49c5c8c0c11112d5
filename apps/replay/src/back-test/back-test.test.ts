import { DAY_MS, HOUR_MS } from "@farebox/billing-core";
import { expect, test } from "vitest";
import type { TraceEvent } from "../trace/trace-event.ts";
import { backTest } from "./back-test.ts";
import { tellCases } from "./tell-cases.ts";

const START = Date.UTC(2026, 9, 1);

/** One AI request every so often, each a token. */
function requests(business: string, everyMs: (at: number) => number, days = 28): TraceEvent[] {
  const events: TraceEvent[] = [];
  for (let at = START; at < START + days * DAY_MS; at += everyMs(at))
    events.push({
      line: events.length + 2,
      key: `${business}-${at}`,
      occurredAtMs: at,
      business,
      service: "ai_agent_request",
      quantity: 1,
      unit: "request",
      agentId: null,
      ref: null,
    });
  return events;
}

test("use that never changes ends within p20 and p80 every time", () => {
  const cases = backTest(requests("even", () => HOUR_MS / 2));
  const counted = cases.filter(({ verdict }) => verdict !== "open");
  expect(counted.length).toBeGreaterThan(100);
  expect(new Set(counted.map(({ verdict }) => verdict))).toEqual(new Set(["within"]));
});

test("use that grows tenfold after two weeks is told as ending sooner, not left out", () => {
  const cases = backTest(requests("growing", (at) => (at < START + 14 * DAY_MS ? HOUR_MS : HOUR_MS / 10)));
  const before = cases.filter(({ now, balance }) => now === START + 13 * DAY_MS && balance === 200);
  expect(before.map(({ verdict }) => verdict)).toEqual(["sooner"]);
});

test("what would end after the trace does is not counted", () => {
  const cases = backTest(requests("slow", () => HOUR_MS, 10));
  expect(cases.filter(({ balance }) => balance === 1_000).every(({ verdict }) => verdict === "open")).toBe(true);
});

test("the table has a line for each balance and says the share of each verdict", () => {
  const told = tellCases(backTest([...requests("a", () => HOUR_MS / 2), ...requests("b", () => HOUR_MS / 3)]));
  expect(told).toContain("| 1000 tokens |");
  expect(told).toContain("100.0 %");
});
