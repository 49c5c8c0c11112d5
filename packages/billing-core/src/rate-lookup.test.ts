import { expect, test } from "vitest";
import { tokens } from "./amounts.ts";
import type { RateCard } from "./rate-card.ts";
import { knownServices, rateInForce } from "./rate-lookup.ts";
import { SEED_RATE_CARD } from "./rates.ts";

const general1: RateCard = { ...SEED_RATE_CARD, validTo: 1_000 };
const general2: RateCard = { ...SEED_RATE_CARD, id: "general-2", version: 2, validFrom: 1_000, validTo: null };
const own: RateCard = {
  id: "own-1",
  businessId: "b",
  version: 1,
  validFrom: 500,
  validTo: 2_000,
  rates: SEED_RATE_CARD.rates
    .filter(({ service }) => service === "sms")
    .map((rate) => ({ ...rate, tokens: tokens(7) })),
};

test("a version is in force from its first instant until just before its last", () => {
  expect(rateInForce([general1, general2], "sms", 999)?.card.version).toBe(1);
  expect(rateInForce([general1, general2], "sms", 1_000)?.card.version).toBe(2);
  expect(rateInForce([general1], "sms", 1_000)).toBeNull();
  expect(rateInForce([general2], "sms", 999)).toBeNull();
});

test("a business's own card comes first, service by service, whatever the order of the cards", () => {
  for (const cards of [
    [general1, own],
    [own, general1],
  ]) {
    expect(rateInForce(cards, "sms", 600)?.rate.tokens).toBe(tokens(7));
    expect(rateInForce(cards, "outbound_call", 600)?.card).toBe(general1);
    expect(rateInForce(cards, "sms", 499)?.card).toBe(general1);
  }
});

test.each(["fax", "SMS", "sms ", "", "__proto__", "toString"])("%j has no price, not a price of zero", (service) => {
  expect(rateInForce([general1, own], service, 600)).toBeNull();
});

test("the known services of an instant are listed once each, in order", () => {
  expect(knownServices([general1, own], 600)).toEqual([
    "ai_agent_request",
    "inbound_call",
    "outbound_call",
    "sms",
    "transcription",
  ]);
  expect(knownServices([own], 3_000)).toEqual([]);
});
