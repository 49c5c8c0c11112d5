import { expect, test } from "vitest";
import { tokens } from "../amounts.ts";
import { MINUTE_MS, SECOND_MS } from "../instants.ts";
import { SEED_RATE_CARD } from "../rates.ts";
import { charge } from "../rating.ts";
import { TEST_NOW } from "../testing/builders.ts";
import { callsRunOutAt } from "./calls-run-out.ts";

const rateOf = (service: string) => {
  const rate = SEED_RATE_CARD.rates.find((one) => one.service === service);
  if (rate === undefined) throw new Error(`no rate for ${service}`);
  return rate;
};
const call = (service: string, runningSeconds: number) => ({
  hold: { openedAt: TEST_NOW - runningSeconds * SECOND_MS, elapsedSeconds: 0 },
  rate: rateOf(service),
});

test("two calls that began a minute ago share what is left by their prices", () => {
  const calls = [call("outbound_call", 60), call("outbound_call", 60)];
  expect(callsRunOutAt({ tokens: tokens(164), calls, now: TEST_NOW })).toBe(TEST_NOW + 40 * MINUTE_MS);
});

test("the second told is the first that everything no longer exceeds", () => {
  const calls = [call("outbound_call", 13), call("inbound_call", 77)];
  const at = callsRunOutAt({ tokens: tokens(50), calls, now: TEST_NOW }) ?? 0;
  const costAfter = (ms: number) =>
    calls.reduce((cost, { hold, rate }) => cost + charge(rate, (TEST_NOW + ms - hold.openedAt) / SECOND_MS), 0n);
  expect(costAfter(at - TEST_NOW)).toBeGreaterThanOrEqual(tokens(50));
  expect(costAfter(at - TEST_NOW - SECOND_MS)).toBeLessThan(tokens(50));
});

test("without calls, or with tokens for more than a day, there is no such end; with nothing left it is now", () => {
  expect(callsRunOutAt({ tokens: tokens(1), calls: [], now: TEST_NOW })).toBeNull();
  expect(callsRunOutAt({ tokens: tokens(100_000), calls: [call("sms", 5)], now: TEST_NOW })).toBeNull();
  expect(callsRunOutAt({ tokens: 0n, calls: [call("outbound_call", 5)], now: TEST_NOW })).toBe(TEST_NOW);
});
