import { describe, expect, test } from "vitest";
import type { Account, Cap } from "./account.ts";
import { type MicroTokens, microTokens, tokens, ZERO } from "./amounts.ts";
import { authorize } from "./authorize.ts";
import { resetOf } from "./caps.ts";
import { HOUR_MS, SECOND_MS } from "./instants.ts";
import {
  captureHoldCommand,
  correctUsageCommand,
  grantCommand,
  openHoldCommand,
  recordUsageCommand,
  testId,
  testIds,
} from "./testing/builders.ts";
import { MemoryLedger } from "./testing/memory-ledger.ts";

const daily: Cap = { agentId: null, every: "day", limit: tokens(100) };
const instant = (text: string) => Date.parse(text);
const noon = instant("2025-10-01T12:00Z");

test("50 opens at 99 % of a daily cap: none passes beyond it", () => {
  const ledger = cappedLedger([daily]);
  ledger.submit([recordUsageCommand({ service: "ai_agent_request", quantity: 80 })], at(noon));
  const { outcomes } = ledger.submit(calls(50), at(noon));
  expect(outcomes.filter(({ outcome }) => outcome === "opened")).toHaveLength(2);
  expect(outcomes.at(-1)).toEqual({
    outcome: "refused",
    error: { code: "cap_reached", cap: daily, used: tokens(100), resetsAt: instant("2025-10-02T00:00Z") },
  });
});

describe("what counts", () => {
  test("work that happened is counted and never refused, by when it was recorded", () => {
    const ledger = cappedLedger([{ ...daily, limit: tokens(11) }]);
    const yesterday = recordUsageCommand({ quantity: 40, occurredAt: noon - 24 * HOUR_MS });
    expect(ledger.submit([yesterday, ...calls(1)], at(noon)).outcomes).toMatchObject([
      { outcome: "recorded" },
      { error: { code: "cap_reached", used: tokens(20) } },
    ]);
  });

  test("a call that ended counts what it cost, a corrected line nothing, in the same batch and later", () => {
    const ledger = cappedLedger([{ ...daily, limit: tokens(12) }]);
    ledger.submit(calls(1), at(noon));
    const capture = captureHoldCommand({ holdId: testId(0x700), elapsedSeconds: 60 });
    const second = openHoldCommand({ holdId: testId(0x800), callId: "second" });
    expect(ledger.submit([second, capture, second], at(noon + 60 * SECOND_MS)).outcomes).toMatchObject([
      { error: { code: "cap_reached", used: tokens(10) } },
      { outcome: "captured" },
      { outcome: "opened" },
    ]);
    ledger.submit([correctUsageCommand({ lineId: testId(0x700) })], at(noon + 61 * SECOND_MS));
    const third = openHoldCommand({ holdId: testId(0x801), callId: "third" });
    expect(ledger.submit([third], at(noon + 62 * SECOND_MS)).outcomes).toMatchObject([
      { error: { code: "cap_reached", used: tokens(10) } },
    ]);
  });

  test("an agent's cap counts that agent's calls and usage only", () => {
    const ledger = cappedLedger([{ agentId: "anna", every: "month", limit: tokens(15) }]);
    ledger.submit([recordUsageCommand({ quantity: 20, agentId: "anna" })], at(noon));
    const ask = (agentId: string | null, number: number) =>
      openHoldCommand({ holdId: testId(number), callId: `${number}`, agentId });
    expect(ledger.submit([ask("anna", 1), ask("ben", 2), ask(null, 3)], at(noon)).outcomes).toMatchObject([
      { error: { code: "cap_reached", used: tokens(10), resetsAt: instant("2025-11-01T00:00Z") } },
      { outcome: "opened" },
      { outcome: "opened" },
    ]);
  });

  test("what the overdraft limit stands for in a live call counts as well", () => {
    const ledger = cappedLedger([{ ...daily, limit: tokens(15) }], { overdraftLimit: tokens(50) });
    ledger.submit([recordUsageCommand({ service: "ai_agent_request", quantity: 1_000 })], at(noon));
    expect(ledger.submit(calls(2), at(noon + 24 * HOUR_MS)).outcomes).toMatchObject([
      { outcome: "opened", hold: { held: ZERO, lent: tokens(10) } },
      { error: { code: "cap_reached", used: tokens(10) } },
    ]);
  });

  test("of several caps in the way the one that resets last is named", () => {
    const monthly: Cap = { ...daily, every: "month" };
    const ledger = cappedLedger([
      { ...daily, limit: ZERO },
      { ...monthly, limit: ZERO },
    ]);
    expect(ledger.submit(calls(1), at(noon)).outcomes).toMatchObject([{ error: { cap: { every: "month" } } }]);
  });

  test("of those that reset together the business's own is named before an agent's, a month before a day, in whatever order they were set", () => {
    const lastOfMonth = instant("2025-10-31T12:00Z");
    const [business, agent] = [null, "anna"].map((agentId) =>
      (["month", "day"] as const).map((every): Cap => ({ agentId, every, limit: ZERO })),
    ) as [Cap[], Cap[]];
    for (const caps of [
      [...agent, ...business],
      [...business, ...agent],
    ].flatMap((order) => [order, order.toReversed()]))
      for (const [left, named] of [
        [caps, business[0]],
        [caps.filter((cap) => cap !== business[0]), business[1]],
        [caps.filter(({ agentId }) => agentId !== null), agent[0]],
      ] as const)
        expect(
          cappedLedger(left).submit([openHoldCommand({ agentId: "anna" })], at(lastOfMonth)).outcomes,
        ).toMatchObject([{ error: { code: "cap_reached", cap: named } }]);
  });
});

describe("a window ends at the business's midnight", () => {
  test.each([
    ["New York, a day of 25 hours", "America/New_York", "2025-11-02T04:30Z", "day", "2025-11-03T05:00Z"],
    ["New York, a day of 23 hours", "America/New_York", "2026-03-08T12:00Z", "day", "2026-03-09T04:00Z"],
    ["New York, a month with a change", "America/New_York", "2025-11-15T12:00Z", "month", "2025-12-01T05:00Z"],
    ["Kolkata", "Asia/Kolkata", "2025-10-01T18:29Z", "day", "2025-10-01T18:30Z"],
  ] as const)("%s", (_, timeZone, now, every, resetsAt) => {
    expect(resetOf({ every }, { now: instant(now), timeZone })).toBe(instant(resetsAt));
  });

  test("and what was used up before it is forgotten after it, across a change of the clock", () => {
    const ledger = cappedLedger([{ ...daily, limit: tokens(20) }], { timeZone: "America/New_York" });
    const midnight = instant("2025-11-03T05:00Z");
    ledger.submit([recordUsageCommand({ quantity: 40 })], at(instant("2025-11-02T04:00Z")));
    expect(ledger.submit(calls(1), at(midnight - 1)).outcomes).toMatchObject([
      { error: { used: tokens(20), resetsAt: midnight } },
    ]);
    expect(ledger.submit(calls(1), at(midnight)).outcomes).toMatchObject([{ outcome: "opened" }]);
  });
});

test("caps are set as a whole, once for each agent and window, and count what was charged before them", () => {
  const ledger = cappedLedger([]);
  ledger.submit([recordUsageCommand({ quantity: 30, agentId: "anna" })], at(noon));
  const anna: Cap = { agentId: "anna", every: "day", limit: tokens(20) };
  const set = { kind: "set_caps", caps: [anna] } as const;
  const call = openHoldCommand({ agentId: "anna" });
  expect(ledger.submit([set, call], at(noon))).toMatchObject({
    outcomes: [{ outcome: "caps_set" }, { error: { code: "cap_reached", used: tokens(15) } }],
    effects: { capsSet: [anna], entries: [] },
  });
  for (const caps of [[anna, anna], [{ ...anna, limit: microTokens(-1n) }]])
    expect(ledger.submit([{ kind: "set_caps", caps }], at(noon))).toMatchObject({
      outcomes: [{ error: { code: "validation_failed" } }],
      effects: null,
    });
});

describe("authorize answers for calls as open would", () => {
  test.each<[string, Partial<Account>, string, string]>([
    ["a cap", { caps: [{ ...daily, limit: tokens(9) }] }, "cap_reached", "raise_cap"],
    ["no slot", { concurrentCallsLimit: 0 }, "concurrency_limit", "end_a_call"],
    ["a suspension", { suspendedAt: noon }, "business_suspended", "contact_support"],
  ])("%s", (_, settings, reason, fix) => {
    const ledger = cappedLedger([], settings);
    const answer = authorize(ledger.wholeAccount(), { service: "outbound_call", quantity: 1, agentId: "anna" }, noon);
    expect(answer).toMatchObject({ allowed: false, reason, fix: [fix], affordable: 0, refusal: { code: reason } });
  });

  test("open calls leave less to authorize", () => {
    const ledger = cappedLedger([]);
    ledger.submit(calls(98), at(noon));
    const answer = authorize(ledger.wholeAccount(), { service: "outbound_call", quantity: 1 }, noon);
    expect(answer).toMatchObject({ allowed: true, available: tokens(20), affordable: 600 });
  });
});

test("settings change through the door, what is left out stays", () => {
  const ledger = cappedLedger([]);
  const suspend = { kind: "change_settings", suspension: { reason: "unpaid" } } as const;
  expect(ledger.submit([suspend, ...calls(1)], at(noon))).toMatchObject({
    outcomes: [{ outcome: "settings_changed" }, { error: { code: "business_suspended", reason: "unpaid" } }],
    effects: { settings: { suspendedAt: noon, suspendedReason: "unpaid", overdraftLimit: ZERO } },
  });
  const lift = {
    kind: "change_settings",
    suspension: null,
    overdraftLimit: tokens(5),
    concurrentCallsLimit: 3,
  } as const;
  ledger.submit([lift], at(noon + 1));
  expect(ledger.account).toMatchObject({ suspendedAt: null, overdraftLimit: tokens(5), concurrentCallsLimit: 3 });
  for (const wrong of [{ overdraftLimit: microTokens(-1n) }, { concurrentCallsLimit: 1.5 }])
    expect(ledger.submit([{ kind: "change_settings", ...wrong }], at(noon + 2))).toMatchObject({
      outcomes: [{ error: { code: "validation_failed" } }],
      effects: null,
    });
});

function calls(count: number) {
  return Array.from({ length: count }, (_, index) =>
    openHoldCommand({ holdId: testId(0x700 + index), callId: `call-${index}` }),
  );
}

function cappedLedger(caps: readonly Cap[], settings: Partial<Account> = {}): MemoryLedger {
  const ledger = new MemoryLedger({ caps, ...settings });
  const balance: MicroTokens = tokens(1_000);
  ledger.submit([grantCommand({ tokens: balance })], at(instant("2025-10-01T00:00Z")));
  return ledger;
}

function at(now: number) {
  return { now, newId: testIds() };
}
