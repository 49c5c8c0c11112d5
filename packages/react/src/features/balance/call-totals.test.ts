import { expect, test } from "vitest";
import type { WireRate } from "../../lib/affordable.ts";
import { totalCalls } from "./call-totals.ts";
import type { LiveCall } from "./use-balance.ts";

const rates: Readonly<Record<string, number>> = { outbound_call: 2, inbound_call: 1.5 };
const rateOf = ({ service }: LiveCall): WireRate => ({
  service,
  tokens: rates[service] ?? 0,
  per: 60,
  unit: "second",
  initialIncrement: 1,
  nextIncrement: 1,
  minimum: 0,
  connectFee: 0,
  freeUnits: 0,
});
const calls = [call("outbound_call", "2025-06-06T10:00:00.000Z"), call("inbound_call", "2025-06-06T10:01:16.000Z")];
const at = Date.parse("2025-06-06T10:02:24.000Z");

test("two calls cost what both cost, and run out when what is there is used", () => {
  // 42.8 tokens are there, 4.8 and 1.7 of them are used: 36.3 at 3.5 a minute.
  expect(totalCalls({ calls, rateOf, tokens: 42.8, at })).toEqual({ count: 2, perMinute: 3.5, runsOutMinutes: 10 });
});

test("no forecast is made of what is more than an hour away, or of a price that is not known", () => {
  expect(totalCalls({ calls, rateOf, tokens: 1_000, at })?.runsOutMinutes).toBeNull();
  expect(totalCalls({ calls, rateOf: () => null, tokens: 10, at })).toEqual({
    count: 2,
    perMinute: null,
    runsOutMinutes: null,
  });
});

test("without calls there is nothing to say", () => {
  expect(totalCalls({ calls: [], rateOf, tokens: 10, at })).toBeNull();
});

function call(service: string, startedAt: string): LiveCall {
  return {
    holdId: service,
    callId: service,
    status: "open",
    service,
    agentId: null,
    startedAt,
    elapsedSeconds: 0,
    held: 10,
    charged: 0,
    grantedSeconds: 300,
    rateVersion: 1,
    expiresAt: startedAt,
  };
}
