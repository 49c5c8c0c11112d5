import { expect, test } from "vitest";
import { MAX_MICRO_TOKENS, microTokens, tokens } from "./amounts.ts";
import { equivalents } from "./equivalents.ts";
import { type DailyWork, estimate } from "./estimate.ts";
import { SEED_RATE_CARD } from "./rates.ts";
import { charge } from "./rating.ts";

const WORK: DailyWork = {
  callsPerDay: 20,
  averageMinutes: 3,
  inboundPercent: 25,
  isTranscribed: true,
  agentRequestsPerCall: 2,
  smsPerDay: 10,
};

test("a month of calls, messages and requests costs what booking each of them would", () => {
  const { perMonth, lines, unpriced } = estimate(WORK, SEED_RATE_CARD.rates);
  expect(lines.map(({ service, events, quantity, tokens: amount }) => [service, events, quantity, amount])).toEqual([
    ["outbound_call", 450, 180, tokens(2_700)],
    ["inbound_call", 150, 180, tokens(675)],
    ["transcription", 600, 180, tokens(180)],
    ["ai_agent_request", 1_200, 1, tokens(1_200)],
    ["sms", 300, 1, tokens(150)],
  ]);
  expect(perMonth).toBe(tokens(4_905));
  expect(unpriced).toEqual([]);
});

test("each call is rounded by itself", () => {
  const { lines } = estimate({ ...WORK, averageMinutes: 61 / 60, inboundPercent: 0 }, SEED_RATE_CARD.rates);
  expect(lines[0]?.tokens).toBe(2_033_334n * 600n);
});

test("what has no price is named, nothing is nothing, and the largest work stays an amount", () => {
  const callsOnly = SEED_RATE_CARD.rates.filter(({ service }) => service.endsWith("_call"));
  expect(estimate(WORK, callsOnly).unpriced).toEqual(["transcription", "ai_agent_request", "sms"]);
  expect(estimate({ ...WORK, callsPerDay: 0, smsPerDay: 0 }, SEED_RATE_CARD.rates)).toMatchObject({
    perMonth: 0n,
    lines: [],
  });
  const huge = { ...WORK, callsPerDay: 1e12, averageMinutes: 1e9 };
  expect(estimate(huge, SEED_RATE_CARD.rates).perMonth).toBe(MAX_MICRO_TOKENS);
});

test("1,840.5 tokens are 920 outbound minutes, 1,227 inbound ones or 3,681 messages", () => {
  const amount = microTokens(1_840_500_000n);
  const found = new Map(
    equivalents(amount, SEED_RATE_CARD.rates).map(({ service, unit, quantity }) => [service, `${quantity} ${unit}`]),
  );
  expect(found.get("outbound_call")).toBe("920 minute");
  expect(found.get("inbound_call")).toBe("1227 minute");
  expect(found.get("sms")).toBe("3681 message");
  const sms = SEED_RATE_CARD.rates.find(({ service }) => service === "sms");
  expect(sms && charge(sms, 3_681)).toBe(amount);
  expect(equivalents(microTokens(-5n), SEED_RATE_CARD.rates).every(({ quantity }) => quantity === 0)).toBe(true);
});
