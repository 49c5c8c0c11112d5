import { describe, expect, test } from "vitest";
import { microTokens, tokens, ZERO } from "./amounts.ts";
import type { Rate } from "./rate-card.ts";
import { SEED_RATE_CARD } from "./rates.ts";
import { affordable, billed, charge, checkRate, divCeil, MAX_QUANTITY } from "./rating.ts";

describe("the seed's prices, to the micro-token", () => {
  test.each([
    ["outbound_call", 1, 33_334n],
    ["outbound_call", 60, 2_000_000n],
    ["outbound_call", 61, 2_033_334n],
    ["outbound_call", 3_600, 120_000_000n],
    ["inbound_call", 1, 25_000n],
    ["inbound_call", 61, 1_525_000n],
    ["sms", 1, 500_000n],
    ["sms", 3, 1_500_000n],
    ["transcription", 1, 1_667n],
    ["transcription", 61, 101_667n],
    ["ai_agent_request", 1, 1_000_000n],
    ["ai_agent_request", MAX_QUANTITY, 1_000_000_000_000_000n],
    ["outbound_call", 0, 0n],
  ])("%s × %i costs %i", (service, quantity, expected) => {
    expect(charge(seedRate(service), quantity)).toBe(expected);
  });

  test("10 tokens pay for 300 seconds of an outbound call", () => {
    expect(affordable(seedRate("outbound_call"), tokens(10))).toBe(300);
  });
});

describe("increments", () => {
  const rate: Rate = { ...seedRate("outbound_call"), initialIncrement: 30, nextIncrement: 6 };
  test.each([
    [0, 0],
    [1, 30],
    [30, 30],
    [31, 36],
    [36, 36],
    [37, 42],
  ])("%i seconds are billed as %i", (quantity, expected) => {
    expect(billed(rate, quantity)).toBe(expected);
  });
});

describe("fees", () => {
  test("a connect fee is added once to a use that is not zero", () => {
    const rate: Rate = { ...seedRate("outbound_call"), connectFee: tokens(1) };
    expect(charge(rate, 0)).toBe(0n);
    expect(charge(rate, 60)).toBe(3_000_000n);
    expect(charge(rate, 120)).toBe(5_000_000n);
  });

  test("free units are taken off the billed units, not off the reported ones", () => {
    const rate: Rate = { ...seedRate("outbound_call"), initialIncrement: 60, nextIncrement: 60, freeUnits: 60 };
    expect(charge(rate, 59)).toBe(0n);
    expect(charge(rate, 61)).toBe(2_000_000n);
  });

  test("a minimum is the least charge of a use that is not zero", () => {
    const rate: Rate = { ...seedRate("sms"), minimum: tokens(2) };
    expect([0, 1, 4, 5].map((quantity) => charge(rate, quantity))).toEqual([0n, 2_000_000n, 2_000_000n, 2_500_000n]);
  });
});

test("division rounds up, and only up", () => {
  expect([0n, 1n, 59n, 60n, 61n].map((dividend) => divCeil(dividend, 60n))).toEqual([0n, 1n, 1n, 1n, 2n]);
});

test.each<Partial<Rate>>([
  { per: 0 },
  { initialIncrement: 0 },
  { nextIncrement: 0.5 },
  { freeUnits: -1 },
  { tokens: microTokens(-1n) },
  { minimum: microTokens(-1n) },
])("a rate with %o is refused", (wrong) => {
  expect(() => checkRate({ ...seedRate("sms"), ...wrong })).toThrow("broken promise: rate sms");
  expect(() => checkRate({ ...seedRate("sms"), tokens: ZERO })).not.toThrow();
});

function seedRate(service: string): Rate {
  const rate = SEED_RATE_CARD.rates.find((candidate) => candidate.service === service);
  if (rate === undefined) throw new Error(`no rate for ${service}`);
  return rate;
}
