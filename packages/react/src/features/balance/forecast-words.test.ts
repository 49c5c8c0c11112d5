import { expect, test } from "vitest";
import { sayAssumptions } from "./forecast-words.ts";
import type { Forecast } from "./use-forecast.ts";

const average = (tokens: number) =>
  sayAssumptions(
    { assumptions: [{ code: "average_of_days", text: "", tokens, days: 7, daysWithUse: 7 }] } as unknown as Forecast,
    "Europe/Berlin",
  );

test("a pace that exists is never said to be nothing", () => {
  expect(average(0.04)).toEqual(["The last 7 days, recent ones count more: less than 1 token a day."]);
  expect(average(148)).toEqual(["The last 7 days, recent ones count more: 148 tokens a day."]);
});
