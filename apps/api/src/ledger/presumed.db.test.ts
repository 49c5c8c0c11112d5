import { DAY_MS, type RecordUsageCommand } from "@farebox/billing-core";
import { verifyLedger } from "@farebox/db";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { createLedger } from "./create-ledger.ts";
import type { Ledger } from "./ledger.ts";
import { unobserved } from "./ledger-observer.ts";
import { grantOf, useOf } from "./testing/commands.ts";
import { openTestLedger, type TestLedger } from "./testing/open-test-ledger.ts";

let bench: TestLedger;
/** The process under test; what it asked of the database, and what it presumed in vain. */
let ledger: Ledger;
let statements: string[];
let unconfirmed: number;
beforeAll(async () => {
  bench = await openTestLedger();
});
beforeEach(() => {
  statements = [];
  unconfirmed = 0;
  const { ledger: runner, ledgerPool } = bench.db;
  const watched: typeof runner = {
    query: (name, text, parameters) => {
      statements.push(name);
      return runner.query(name, text, parameters);
    },
  };
  const observer = { ...unobserved, unconfirmed: () => (unconfirmed += 1) };
  ledger = createLedger({ ledger: watched, ledgerPool }, { observer });
});
afterAll(() => bench.close());

/** A business that the process under test has written last. */
async function knownBusinessWith(wholeTokens: number, use: RecordUsageCommand = useOf(1)): Promise<string> {
  const businessId = await bench.createBusinessWith(wholeTokens);
  await ledger.submit(businessId, use);
  statements = [];
  return businessId;
}

async function problemsOf(businessId: string): Promise<unknown[]> {
  const checks = await verifyLedger(bench.db.service, { businessIds: [businessId] });
  return checks.flatMap(({ findings }) => findings);
}

test("an event of an account as it is kept takes one statement", async () => {
  const businessId = await knownBusinessWith(10);
  expect(await ledger.submit(businessId, useOf(1))).toMatchObject({ outcome: "recorded" });
  expect(statements).toEqual(["commit_effects"]);
  expect(unconfirmed).toBe(0);
});

test("a heartbeat and the end of a call that is kept take one statement each", async () => {
  const businessId = await knownBusinessWith(100);
  const holdId = newId();
  await ledger.submit(businessId, {
    kind: "open_hold",
    holdId,
    callId: holdId,
    service: "outbound_call",
    agentId: null,
  });
  statements = [];
  const extended = await ledger.submit(businessId, { kind: "extend_hold", holdId, seq: 1, elapsedSeconds: 2 });
  const captured = await ledger.submit(businessId, {
    kind: "capture_hold",
    holdId,
    elapsedSeconds: 3,
    lineId: newId(),
    lateAfterMs: 35 * DAY_MS,
  });
  expect([extended, captured].map(({ outcome }) => outcome)).toEqual(["extended", "captured"]);
  expect(statements).toEqual(["commit_effects", "commit_effects"]);
  expect(await problemsOf(businessId)).toEqual([]);
});

test("an event of an account as it is kept that crosses a line takes one statement, and is told by it", async () => {
  const businessId = await knownBusinessWith(120);
  expect(await ledger.submit(businessId, useOf(30))).toMatchObject({ outcome: "recorded" });
  expect(await ledger.submit(businessId, useOf(1))).toMatchObject({ outcome: "recorded" });
  expect(statements).toEqual(["commit_effects", "commit_effects"]);
  const told =
    "select payload -> 'balanceMicroTokens' as balance from outbox where business_id = $1 and kind = 'balance_low' and payload -> 'balanceMicroTokens' > '0'";
  expect(await bench.owner(told, [businessId])).toEqual([{ balance: 89_000_000 }]);
  expect(await problemsOf(businessId)).toEqual([]);
});

describe("what nobody told this process", () => {
  test("a line that another process drew is watched from the next event on, and one it took away is not", async () => {
    const businessId = await knownBusinessWith(120);
    const another = bench.anotherLedger();
    const line = { id: newId(), kind: "tokens", threshold: 115_000_000n, channels: ["email"] } as const;
    await another.submit(businessId, { kind: "set_alerts", rules: [line] });
    await ledger.submit(businessId, useOf(10));
    const toldOf = () => bench.owner("select id from outbox where payload ->> 'ruleId' = $1", [line.id]);
    expect(await toldOf()).toHaveLength(1);
    await another.submit(businessId, { kind: "set_alerts", rules: [] });
    await ledger.submit(businessId, useOf(50));
    expect(await toldOf()).toHaveLength(1);
    expect(await bench.owner("select id from alert_rules where business_id = $1", [businessId])).toEqual([]);
  });

  test("a key that another process took is answered with what that one wrote", async () => {
    const businessId = await knownBusinessWith(10);
    const use = useOf(1);
    const first = await bench.anotherLedger().submit(businessId, use);
    const again = await ledger.submit(businessId, { ...use, lineId: newId() });
    expect(first).toMatchObject({ outcome: "recorded" });
    expect(again).toEqual({ ...first, outcome: "replayed" });
    expect(unconfirmed).toBe(1);
  });

  test("a key of its own, from before, is a replay although the account stands as it is kept", async () => {
    const use = useOf(1);
    const businessId = await knownBusinessWith(10, use);
    expect(await ledger.submit(businessId, { ...use, lineId: newId() })).toMatchObject({ outcome: "replayed" });
    expect(await ledger.submit(businessId, { ...use, quantity: 2 })).toMatchObject({
      outcome: "refused",
      error: { code: "idempotency_mismatch", field: "quantity" },
    });
    expect(unconfirmed).toBeGreaterThan(0);
    expect(await problemsOf(businessId)).toEqual([]);
  });

  test("tokens that another process spent are gone, and those it granted are there", async () => {
    const businessId = await knownBusinessWith(10);
    const another = bench.anotherLedger();
    await another.submit(businessId, useOf(9));
    expect(await ledger.submit(businessId, useOf(1))).toMatchObject({ error: { code: "insufficient_tokens" } });
    await another.submit(businessId, grantOf(5));
    expect(await ledger.submit(businessId, useOf(5))).toMatchObject({ outcome: "recorded" });
  });

  test("a suspension by another process refuses at once", async () => {
    const businessId = await knownBusinessWith(10);
    await bench.anotherLedger().submit(businessId, { kind: "change_settings", suspension: { reason: "asked for" } });
    expect(await ledger.submit(businessId, useOf(1))).toMatchObject({ error: { code: "business_suspended" } });
  });

  test("a cap that another process set counts for the next call", async () => {
    const businessId = await knownBusinessWith(100);
    const caps = [{ agentId: null, every: "day", limit: 0n as never }] as const;
    await bench.anotherLedger().submit(businessId, { kind: "set_caps", caps });
    await ledger.submit(businessId, useOf(1));
    const open = { kind: "open_hold", holdId: newId(), callId: newId(), service: "sms", agentId: null } as const;
    expect(await ledger.submit(businessId, { ...open, service: "outbound_call" })).toMatchObject({
      error: { code: "cap_reached" },
    });
  });

  test("another price is charged from the next event on", async () => {
    const businessId = await knownBusinessWith(100);
    const cardId = newId();
    await bench.owner("insert into rate_cards (id, business_id, version, valid_from) values ($1, $2, 1, 'epoch')", [
      cardId,
      businessId,
    ]);
    await bench.owner(
      "insert into token_rates (rate_card_id, service, tokens_micro, per, unit, shape, initial_increment, next_increment, minimum_micro, connect_fee_micro, free_units) values ($1, 'ai_agent_request', 3000000, 1, 'request', 'event', 1, 1, 0, 0, 0)",
      [cardId],
    );
    expect(await ledger.submit(businessId, useOf(1))).toMatchObject({ line: { charged: 3_000_000n } });
    expect(unconfirmed).toBe(1);
  });

  test("a sandbox clock that went past an expiry: what expired pays for nothing", async () => {
    const businessId = await bench.createEmptyBusiness();
    const now =
      (await bench.clock()) + Number((await bench.owner("select offset_ms from sandbox_clock"))[0]?.["offset_ms"]);
    await ledger.submit(businessId, grantOf(10, { expiresAt: now + DAY_MS }));
    await ledger.submit(businessId, useOf(1));
    await bench.owner("update sandbox_clock set offset_ms = offset_ms + $1", [2 * DAY_MS]);
    expect(await ledger.submit(businessId, useOf(1))).toMatchObject({ error: { code: "insufficient_tokens" } });
    expect(unconfirmed).toBe(1);
    expect(await problemsOf(businessId)).toEqual([]);
  });
});

test("between processes that take turns presuming is given up, and every answer is true", async () => {
  const businessId = await knownBusinessWith(1_000);
  const another = bench.anotherLedger();
  for (let turn = 0; turn < 40; turn += 1) {
    for (const each of [another, ledger])
      expect(await each.submit(businessId, useOf(1))).toMatchObject({ outcome: "recorded" });
  }
  expect(unconfirmed).toBe(1);
  expect(await problemsOf(businessId)).toEqual([]);
});
