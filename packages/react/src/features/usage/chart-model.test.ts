import { describe, expect, test } from "vitest";
import { modelChart } from "./chart-model.ts";
import type { Timeseries } from "./use-usage.ts";

const now = new Date("2025-06-02T12:00:00Z");

describe("a stacked chart", () => {
  test("keeps the fixed order of services whatever their size", () => {
    const model = modelChart(series("service", [{ sms: 9, outbound_call: 1, fax: 2, inbound_call: 5 }]), {
      only: [],
      now,
    });
    expect(model.series.map(({ key }) => key)).toEqual(["outbound_call", "inbound_call", "sms", "fax"]);
    expect(model.series.at(-1)?.color).toBe("var(--series-other)");
    expect(model.bars[0]?.parts).toEqual([1, 5, 9, 2]);
  });

  test("adds decimals exactly", () => {
    expect(modelChart(series("service", [{ sms: 0.1, transcription: 0.2 }]), { only: [], now }).total).toBe(0.3);
  });

  test("shows alone what is isolated, and everything when that is unknown", () => {
    const data = series("service", [{ sms: 3, inbound_call: 5 }]);
    const alone = modelChart(data, { only: ["sms"], now });
    expect(alone.total).toBe(3);
    expect(alone.series.map(({ isShown }) => isShown)).toEqual([false, true]);
    expect(modelChart(data, { only: ["gone"], now }).total).toBe(8);
  });

  test("leaves out bars that have not begun", () => {
    expect(modelChart(series("service", [{ sms: 1 }, { sms: 1 }, {}, {}]), { only: [], now }).bars).toHaveLength(2);
  });

  test("sums the agents beyond the largest five, and loses none", () => {
    const agents = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`agent-${index}`, index + 1]));
    const model = modelChart(series("agent", [agents]), { only: [], now });
    expect(model.series.map(({ label }) => label)).toEqual([
      "agent-4",
      "agent-5",
      "agent-6",
      "agent-7",
      "agent-8",
      "Others (4)",
    ]);
    expect(model.total).toBe(45);
    expect(model.bars[0]?.parts.at(-1)).toBe(10);
  });

  test("names usage that has no agent", () => {
    expect(modelChart(series("agent", [{ "": 2 }]), { only: [], now }).series[0]?.label).toBe("No agent");
  });
});

/** One bucket a day from 1 June. */
function series(by: "service" | "agent", days: readonly Record<string, number>[]): Timeseries {
  return {
    from: "2025-06-01T00:00:00.000Z",
    to: "2025-06-05T00:00:00.000Z",
    every: "day",
    by,
    timeZone: "UTC",
    buckets: days.map((groups, index) => ({
      start: `2025-06-0${index + 1}T00:00:00.000Z`,
      end: `2025-06-0${index + 2}T00:00:00.000Z`,
      total: Object.values(groups).reduce((sum, charged) => sum + charged, 0),
      partial: false,
      groups: Object.entries(groups).map(([key, charged]) => ({ key, charged, events: 1, quantity: 1 })),
    })),
  };
}
