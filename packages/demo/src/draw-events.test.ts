import { DAY_MS, SEED_RATE_CARD } from "@farebox/billing-core";
import { expect, test } from "vitest";
import { callSeconds } from "./draw-events.ts";
import { CALL_SECONDS_AT_QUANTILE } from "./figures.ts";
import { makeDemo } from "./make-demo.ts";

const ENDS_AT = Date.UTC(2026, 10, 22, 17, 16);
const businesses = makeDemo({ seed: "farebox", endAt: ENDS_AT, rateCard: SEED_RATE_CARD });
const events = businesses.flatMap(({ entries }) => entries.filter((entry) => entry.kind === "event"));

test("a call lasts what calls really last, at every quantile that was read off", () => {
  for (const [quantile, seconds] of CALL_SECONDS_AT_QUANTILE) expect(callSeconds(quantile)).toBe(seconds);
  for (let quantile = 0; quantile < 1; quantile += 0.001) {
    expect(callSeconds(quantile + 0.001)).toBeGreaterThanOrEqual(callSeconds(quantile));
  }
});

test("every call of a minute and more has one transcription of its length, and no other has", () => {
  const transcribed = new Map(
    events.filter(({ service }) => service === "transcription").map(({ key, quantity }) => [key, quantity]),
  );
  const calls = events.filter(({ service, at }) => service.endsWith("_call") && at < ENDS_AT - DAY_MS);
  for (const { key, quantity } of calls) {
    expect(transcribed.get(`${key}:transcription`)).toBe(quantity >= 60 ? quantity : undefined);
  }
});

test("messages and AI requests make up most of the events, as in the traces", () => {
  const share = (service: string) => events.filter((event) => event.service === service).length / events.length;
  expect(share("sms")).toBeGreaterThan(0.35);
  expect(share("sms")).toBeLessThan(0.55);
  expect(share("ai_agent_request")).toBeGreaterThan(0.28);
  expect(share("ai_agent_request")).toBeLessThan(0.45);
});

test("a week has working hours: nine in the morning of a weekday is busier than three at night", () => {
  const harbor = businesses[0];
  const hours =
    harbor?.entries
      .filter((entry) => entry.kind === "event")
      .map(({ at }) =>
        new Date(at).toLocaleString("en-US", { timeZone: harbor.timeZone, hour: "2-digit", hourCycle: "h23" }),
      ) ?? [];
  expect(hours.filter((hour) => hour === "09").length).toBeGreaterThan(
    20 * hours.filter((hour) => hour === "03").length,
  );
});
