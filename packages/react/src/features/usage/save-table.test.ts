import { expect, test } from "vitest";
import { type ChartModel, sumMicro } from "./chart-model.ts";
import { TOKENS } from "./measure.ts";
import { tableRows } from "./save-table.ts";

const series = (key: string, isShown: boolean) => ({
  key,
  label: key,
  color: "",
  tokens: 0,
  events: 0,
  quantity: 0,
  value: 0,
  isShown,
});
const bar = (start: string, parts: number[], before: number | null) => ({
  start: new Date(start),
  isPartial: false,
  total: sumMicro(parts),
  parts,
  before,
});
const model: ChartModel = {
  every: "day",
  series: [series("sms", true), series("fax", false), series("calls", true)],
  bars: [bar("2025-06-01T22:00:00Z", [0.1, 0, 0.2], 4), bar("2025-06-02T22:00:00Z", [1, 0, 2], 5)],
  total: 3.3,
  measure: TOKENS,
  before: 9,
  projected: { count: 0, each: 0 },
};

test("the file has the columns, the rows and the sums of the table, and none that is not shown", () => {
  expect(tableRows(model, { timeZone: "Europe/Berlin", now: new Date("2025-06-06T12:00:00Z") })).toEqual([
    ["Day", "sms", "calls", "Total", "Before"],
    [expect.stringContaining("2"), 0.1, 0.2, 0.3, 4],
    [expect.stringContaining("3"), 1, 2, 3, 5],
    ["Total", 1.1, 2.2, 3.3, 9],
  ]);
});
