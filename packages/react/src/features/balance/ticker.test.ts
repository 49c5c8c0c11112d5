import { SEED_RATE_CARD, tokens, toTokens } from "@farebox/billing-core";
import {
  captureHoldCommand,
  extendHoldCommand,
  grantCommand,
  MemoryLedger,
  openHoldCommand,
  TEST_NOW,
  testId,
  testIds,
} from "@farebox/billing-core/testing";
import { expect, test } from "vitest";
import { chargeFor, type WireRate } from "../../lib/affordable.ts";
import { followClock, secondsAt } from "./call-clock.ts";

/** Seconds of real calls at shares of all: the Copenhagen Networks Study, Scientific Data 6:315 (2019). */
const QUANTILES = [
  [0, 1],
  [0.25, 1],
  [0.5, 10],
  [0.75, 50],
  [0.9, 126],
  [0.95, 227],
  [0.99, 776],
  [1, 5_138],
] as const;
const CALLS = 3_600;
const BEAT_SECONDS = 30;

function durationAt(share: number): number {
  const index = Math.max(
    1,
    QUANTILES.findIndex(([above]) => share <= above),
  );
  const [[below, least], [above, most]] = [QUANTILES[index - 1] ?? QUANTILES[0], QUANTILES[index] ?? QUANTILES[7]];
  return Math.round(least * (most / least) ** ((share - below) / (above - below)));
}

/** As it comes over the wire. */
function wireRate(service: string): WireRate {
  const rate = SEED_RATE_CARD.rates.find((each) => each.service === service);
  if (rate === undefined) throw new Error(`no rate for ${service}`);
  const { tokens: price, minimum, connectFee, ...rest } = rate;
  const wire = { ...rest, tokens: toTokens(price), minimum: toTokens(minimum), connectFee: toTokens(connectFee) };
  return JSON.parse(JSON.stringify(wire)) as WireRate;
}

test(`the ticker's last value is the receipt, for ${CALLS} durations of real calls`, () => {
  const wrong: string[] = [];
  for (let index = 0; index < CALLS; index += 1) {
    const seconds = durationAt((index + 0.5) / CALLS);
    const service = index % 2 === 0 ? "outbound_call" : "inbound_call";
    const shown = tick(service, seconds);
    const receipt = settle(service, seconds);
    if (shown !== receipt) wrong.push(`${service} of ${seconds} s: ${shown} shown, ${receipt} charged`);
  }
  expect(wrong).toEqual([]);
});

/** What the page shows when the call ends, having heard of each heartbeat a little late. */
function tick(service: string, seconds: number): number {
  const rate = wireRate(service);
  const call = { startedAt: new Date(TEST_NOW).toISOString(), elapsedSeconds: 0, charged: 0 };
  let clock = followClock(undefined, call, { asOf: TEST_NOW, rate });
  for (let beat = BEAT_SECONDS; beat < seconds; beat += BEAT_SECONDS) {
    const heard = { ...call, elapsedSeconds: beat, charged: chargeFor(rate, beat) };
    clock = followClock(clock, heard, { asOf: TEST_NOW + beat * 1_000 + 180, rate });
  }
  return chargeFor(rate, secondsAt(clock, TEST_NOW + seconds * 1_000));
}

/** What the books say of the same call: core's decision, as the API writes it. */
function settle(service: string, seconds: number): number {
  const ledger = new MemoryLedger();
  const newId = testIds();
  const holdId = testId(1);
  const decide = (command: Parameters<MemoryLedger["submit"]>[0][number], atSeconds: number) =>
    ledger.submit([command], { now: TEST_NOW + atSeconds * 1_000, newId });
  decide(grantCommand({ grantId: testId(2), tokens: tokens(1_000) }), 0);
  decide(openHoldCommand({ holdId, callId: "call", service }), 0);
  for (let beat = BEAT_SECONDS, seq = 1; beat < seconds; beat += BEAT_SECONDS, seq += 1)
    decide(extendHoldCommand({ holdId, seq, elapsedSeconds: beat }), beat);
  decide(captureHoldCommand({ holdId, elapsedSeconds: seconds }), seconds);
  const hold = ledger.holds.get(holdId);
  if (hold === undefined) throw new Error("the call was not opened");
  return toTokens(hold.accrued);
}
