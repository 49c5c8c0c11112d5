import { expect, test } from "vitest";
import { tokens } from "./amounts.ts";
import type { Command } from "./commands.ts";
import { MINUTE_MS } from "./instants.ts";
import { extendHoldCommand, grantCommand, openHoldCommand, TEST_NOW, testId, testIds } from "./testing/builders.ts";
import { MemoryLedger } from "./testing/memory-ledger.ts";
import { apply, aSubscription } from "./testing/selling-life.ts";

function world() {
  const ledger = new MemoryLedger();
  const newId = testIds();
  let now = TEST_NOW;
  return {
    ledger,
    submit: (...commands: readonly Command[]) => ledger.submit(commands, { now, newId }),
    pass: (ms: number) => {
      now += ms;
    },
    told: () =>
      ledger.notices.map(({ kind, dedupeKey, payload, occurredAt }) => ({ kind, dedupeKey, payload, occurredAt })),
  };
}

test.each(["adjustment", "promotion"] as const)(
  "tokens that somebody gave as %s are told with their reason, once",
  (source) => {
    const { submit, told } = world();
    const given = grantCommand({ source, reason: "For the outage", tokens: tokens(5) });
    submit(given);
    submit(given);
    expect(told()).toEqual([
      {
        kind: "grant_adjusted",
        dedupeKey: `grant_adjusted:${given.grantId}`,
        payload: {
          grantId: given.grantId,
          source,
          tokensMicroTokens: 5_000_000,
          reason: "For the outage",
          expiresAt: null,
        },
        occurredAt: TEST_NOW,
      },
    ]);
  },
);

test.each(["trial", "plan", "purchase", "bonus", "top_up"] as const)(
  "tokens of source %s are expected, and not told",
  (source) => {
    const { submit, told } = world();
    submit(grantCommand({ source }));
    expect(told()).toEqual([]);
  },
);

test("a call that fell silent is told when it is booked, by whatever command books it, and as of when it ended", () => {
  const { submit, pass, told, ledger } = world();
  submit(grantCommand({ source: "bonus" }));
  submit(openHoldCommand({ holdId: testId(7), callId: "CA7", agentId: "mia" }));
  pass(10_000);
  submit(extendHoldCommand({ holdId: testId(7), elapsedSeconds: 10 }));
  const overdueAt = ledger.holds.get(testId(7))?.expiresAt;
  pass(10 * MINUTE_MS);
  expect(told()).toEqual([]);
  submit(grantCommand({ key: "another", grantId: testId(8), source: "bonus" }));
  expect(told()).toMatchObject([
    {
      kind: "hold_abandoned",
      dedupeKey: `hold_abandoned:${testId(7)}`,
      occurredAt: overdueAt,
      payload: { callId: "CA7", agentId: "mia", elapsedSeconds: 10, closedAt: overdueAt },
    },
  ]);
  submit({ kind: "expire" });
  expect(told()).toHaveLength(1);
});

test("a top-up that was paid is told, a package that a person bought is not", () => {
  const { submit, told, ledger } = world();
  const offered = { tokens: tokens(500), bonus: tokens(50), price: { amount: 500, currency: "usd" }, paidBy: null };
  for (const [id, kind] of [
    ["bought", "package"],
    ["topped", "top_up"],
  ] as const) {
    ledger.selling.purchases.set(id, { id, kind, ...offered });
    submit(apply({ fact: "purchase_paid", purchaseId: id, amount: 500, currency: "usd", paidBy: `pi_${id}` }));
  }
  expect(told()).toMatchObject([
    {
      kind: "top_up_charged",
      dedupeKey: "top_up_charged:topped",
      payload: {
        tokensMicroTokens: 500_000_000,
        bonusMicroTokens: 50_000_000,
        money: { amount: 500, currency: "usd" },
      },
    },
  ]);
});

test("what is known of a subscription already is told no second time", () => {
  const { submit, told } = world();
  const seen = apply({ fact: "subscription_state", subscription: aSubscription() });
  submit(seen, seen);
  submit(seen);
  expect(told()).toMatchObject([{ kind: "plan_changed", payload: { change: "subscribed", planKey: "starter" } }]);
});
