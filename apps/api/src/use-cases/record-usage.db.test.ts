import { charge, DAY_MS, HOUR_MS, rateInForce, SEED_RATE_CARD, tokens } from "@farebox/billing-core";
import { openDatabase, verifyLedger } from "@farebox/db";
import { readBalance } from "@farebox/db/reads";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Deps } from "../deps.ts";
import type { Env } from "../env.ts";
import { createLedger } from "../ledger/create-ledger.ts";
import { countOutcomes, grantOf, useOf } from "../ledger/testing/commands.ts";
import { openTestLedger, type TestLedger } from "../ledger/testing/open-test-ledger.ts";
import { newId } from "../new-id.ts";
import { getBalance } from "./get-balance.ts";
import { recordUsage } from "./record-usage.ts";
import type { ReportedEvent } from "./usage-event.ts";

let bench: TestLedger;
beforeAll(async () => {
  bench = await openTestLedger();
});
afterAll(() => bench.close());

const SERVICES = ["outbound_call", "inbound_call", "sms", "transcription", "ai_agent_request"];
const depsWith = (ledger: TestLedger["ledger"]) =>
  ({ db: bench.db, ledger, env: { lateAfterDays: 10_000 } as Env }) as Deps;

function priceOf(event: ReportedEvent): bigint {
  const inForce = rateInForce([SEED_RATE_CARD], event.service, event.occurredAt ?? 0);
  return inForce === null ? 0n : charge(inForce.rate, event.quantity);
}

/** Cuts a list into requests of one size. */
function* inBatches<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

test.each([1, 7, 50, 1_000])(
  "events sent in requests of %i, shuffled, a third of them twice, by three processes at once, cost what they cost",
  async (size) => {
    const businesses = await Promise.all([1, 2, 3].map(() => bench.createEmptyBusiness()));
    const events: ReportedEvent[] = Array.from({ length: size === 1 ? 120 : 600 }, (_, index) => ({
      businessId: businesses[index % 3] ?? "",
      key: newId(),
      service: SERVICES[(index * 7) % 5] ?? "",
      quantity: 1 + ((index * 977) % 5_000),
      occurredAt: Date.UTC(2026, 9, 1) + index * 60_000,
      agentId: index % 4 === 0 ? null : `agent-${index % 4}`,
      ref: null,
      metadata: null,
      allowOverdraft: true,
    }));
    const again = events.filter((_, index) => index % 3 === 0);
    const [sent = []] = fc.sample(
      fc.shuffledSubarray([...events, ...again], { minLength: events.length + again.length }),
      { numRuns: 1, seed: size },
    );
    const processes = [bench.ledger, bench.anotherLedger(), bench.anotherLedger()].map(depsWith);

    const answers = await Promise.all(
      [...inBatches(sent, size)].map((batch, index) =>
        recordUsage(processes[index % 3] ?? depsWith(bench.ledger), {
          events: batch,
          mayOverdraw: true,
          mayUse: () => true,
        }),
      ),
    );
    const outcomes = answers.flatMap((answer) => (answer.outcome === "answered" ? answer.events : []));
    expect(outcomes.filter(({ outcome }) => outcome === "recorded")).toHaveLength(events.length);
    expect(outcomes.filter(({ outcome }) => outcome === "replayed")).toHaveLength(again.length);
    for (const businessId of businesses) {
      const owed = events
        .filter((event) => event.businessId === businessId)
        .reduce((sum, event) => sum + priceOf(event), 0n);
      expect((await readBalance(bench.db.service, businessId))?.debt).toBe(owed);
    }
    const checked = await verifyLedger(bench.db.service, { businessIds: businesses });
    expect(checked.flatMap(({ findings }) => findings)).toEqual([]);
  },
);

test("C28: every balance read while others write is one the ledger went through, and its grants make it up", async () => {
  const businessId = await bench.createBusinessWith(300);
  let isOver = false;
  const seen: { version: bigint; total: bigint }[] = [];
  const reading = (async () => {
    while (!isOver) {
      const answer = await getBalance(bench, { reader: { kind: "person" }, businessId });
      if (answer.outcome === "refused") throw new Error("the business was there");
      const spendable = answer.grants.reduce((sum, { remaining }) => sum + remaining, 0n);
      expect(spendable).toBe(answer.balance.available);
      expect(answer.balance.total).toBe(answer.balance.available - answer.balance.debt);
      seen.push({ version: answer.version, total: answer.balance.total });
    }
  })();
  for (let round = 0; round < 40; round += 1) {
    await Promise.all(
      [1, 2, 3, 4].map((cost) => bench.ledger.submit(businessId, useOf(cost, { allowOverdraft: true }))),
    );
    if (round % 5 === 0) await bench.ledger.submit(businessId, grantOf(20));
  }
  isOver = true;
  await reading;
  const rows = await bench.owner("select balance_after_micro from token_transactions where business_id = $1", [
    businessId,
  ]);
  const wentThrough = new Set(rows.map((row) => BigInt(String(row["balance_after_micro"]))));
  expect(seen.length).toBeGreaterThan(10);
  expect(seen.filter(({ total }) => !wentThrough.has(total))).toEqual([]);
  expect(seen.map(({ version }) => version)).toEqual(
    [...seen].map(({ version }) => version).sort((left, right) => Number(left - right)),
  );
});

test("P03: events that a lost database left undecided say so, and sent again the whole request is booked once", async () => {
  const businessId = await bench.createBusinessWith(1_000);
  const events = Array.from({ length: 1_000 }, () => eventOf(businessId));
  const send = async (ledger: TestLedger["ledger"]) => {
    const answer = await recordUsage(depsWith(ledger), { events, mayOverdraw: false, mayUse: () => true });
    return "events" in answer ? answer.events : [];
  };
  const lost = openDatabase({ url: bench.url });
  // Gone as soon as the first part is written.
  const first = await send(createLedger(lost, { onCommitted: () => void lost.ledgerPool.end() }));
  const { recorded = 0, not_decided: undecided = 0 } = countOutcomes(first);
  expect([recorded > 0, undecided > 0, recorded + undecided]).toEqual([true, true, 1_000]);
  const codes = first.flatMap((outcome) => (outcome.outcome === "not_decided" ? [outcome.code] : []));
  expect(new Set(codes)).toEqual(new Set(["unavailable"]));
  expect(countOutcomes(await send(bench.ledger))).toEqual({ replayed: recorded, recorded: undecided });
  expect(await bench.availableOf(businessId)).toBe(0n);
  await lost.close();
});

function eventOf(businessId: string): ReportedEvent {
  const { kind: _, lineId: __, lateAfterMs: ___, ...event } = useOf(1);
  return { ...event, businessId };
}

test("a balance shows what fell due before any sweep wrote it: expired tokens are gone, arrived ones have repaid debt", async () => {
  const businessId = await bench.createBusinessWith(5);
  const now = await bench.clock();
  await bench.ledger.submit(businessId, useOf(9, { allowOverdraft: true }));
  await bench.ledger.submit(businessId, grantOf(10, { effectiveAt: now + HOUR_MS }));
  await bench.ledger.submit(
    businessId,
    grantOf(7, { effectiveAt: now + HOUR_MS, expiresAt: now + 2 * HOUR_MS, priority: 1 }),
  );
  const balanceAt = async (offsetMs: number) => {
    await bench.owner("update sandbox_clock set offset_ms = $1", [offsetMs]);
    const answer = await getBalance(bench, { reader: { kind: "person" }, businessId });
    if (answer.outcome === "refused") throw new Error("the business was there");
    return { ...answer.balance, remaining: answer.grants.map((grant) => grant.remaining) };
  };
  expect(await balanceAt(0)).toMatchObject({ available: 0n, debt: tokens(4), upcoming: tokens(17) });
  expect(await balanceAt(1.5 * HOUR_MS)).toMatchObject({
    available: tokens(13),
    debt: 0n,
    remaining: [tokens(3), tokens(10)],
  });
  expect(await balanceAt(3 * HOUR_MS)).toMatchObject({ available: tokens(10), debt: 0n, remaining: [tokens(10)] });
});

test("the database is not asked what time it is unless an event claims to be later than anything known", async () => {
  const businessId = await bench.createBusinessWith(50);
  let asked = 0;
  const db = {
    ...bench.db,
    service: {
      query: (...query: Parameters<typeof bench.db.service.query>) => {
        if (query[0] === "money_time") asked += 1;
        return bench.db.service.query(...query);
      },
    },
  };
  const report = (occurredAt: number) => {
    return recordUsage(
      { ...depsWith(bench.ledger), db: db as Deps["db"] },
      { events: [{ ...eventOf(businessId), occurredAt }], mayOverdraw: false, mayUse: () => true },
    );
  };
  const now = await bench.clock();
  expect((await report(now - DAY_MS)).outcome).toBe("answered");
  expect((await report(now)).outcome).toBe("answered");
  expect(asked).toBe(0);
  expect((await report(now + DAY_MS)).outcome).toBe("refused");
  expect(asked).toBe(1);
});
