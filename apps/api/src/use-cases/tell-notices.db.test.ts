import { DAY_MS, HOUR_MS } from "@farebox/billing-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { grantOf, useOf } from "../ledger/testing/commands.ts";
import { openTestLedger, type TestLedger } from "../ledger/testing/open-test-ledger.ts";
import { newId } from "../new-id.ts";
import { keepLog } from "../testing/log-lines.ts";
import { checkRunways } from "./check-runways.ts";
import { tellExpiringGrants } from "./tell-expiring-grants.ts";
import { tellUnusualDays } from "./tell-unusual-days.ts";

let bench: TestLedger;
let businessId: string;
beforeAll(async () => {
  bench = await openTestLedger();
});
beforeEach(async () => {
  businessId = await bench.createEmptyBusiness();
});
afterAll(() => bench.close());

async function moneyTime(): Promise<number> {
  const [row] = await bench.owner(
    "select (extract(epoch from clock_timestamp()) * 1000 + offset_ms)::float8 as now from sandbox_clock",
  );
  return Math.floor(Number(row?.["now"]));
}

async function pass(milliseconds: number): Promise<void> {
  await bench.owner("update sandbox_clock set offset_ms = offset_ms + $1", [milliseconds]);
}

async function toldOf(kind: string): Promise<Record<string, unknown>[]> {
  const rows = await bench.owner("select payload from outbox where business_id = $1 and kind = $2 order by id", [
    businessId,
    kind,
  ]);
  return rows.map(({ payload }) => payload as Record<string, unknown>);
}

/** On two hosts at once, and once more. Answers what all of them told. */
async function often(tell: () => Promise<number>): Promise<number> {
  const [first, second] = await Promise.all([tell(), tell()]);
  return (first ?? 0) + (second ?? 0) + (await tell());
}

describe("tokens that will expire", () => {
  const tell = () => often(() => tellExpiringGrants({ db: bench.db }));

  test("are told of 14 and 3 days ahead, once each, with what is left", async () => {
    const now = await moneyTime();
    await bench.ledger.submit(businessId, grantOf(50, { expiresAt: now + 20 * DAY_MS }));
    expect(await tell()).toBe(0);
    await pass(6 * DAY_MS + HOUR_MS);
    expect(await tell()).toBe(1);
    await bench.ledger.submit(businessId, useOf(10));
    await pass(11 * DAY_MS);
    expect(await tell()).toBe(1);
    expect(await toldOf("grant_expiring")).toMatchObject([
      { daysAhead: 14, remainingMicroTokens: 50_000_000 },
      { daysAhead: 3, remainingMicroTokens: 40_000_000 },
    ]);
  });

  test("are not told of for a day that was past when they came, nor when nothing is left or it is too late", async () => {
    const now = await moneyTime();
    await bench.ledger.submit(businessId, grantOf(50, { expiresAt: now + 5 * DAY_MS }));
    await bench.ledger.submit(businessId, grantOf(5, { expiresAt: now + 4 * DAY_MS }));
    expect(await tell()).toBe(0);
    await bench.ledger.submit(businessId, useOf(5));
    await pass(3 * DAY_MS);
    // The one of four days is used up.
    expect(await tell()).toBe(1);
    await pass(3 * DAY_MS);
    expect(await tell()).toBe(0);
    expect(await toldOf("grant_expiring")).toMatchObject([{ daysAhead: 3, remainingMicroTokens: 50_000_000 }]);
  });

  test("after two weeks without a worker only the nearer of the two is told", async () => {
    await bench.ledger.submit(businessId, grantOf(50, { expiresAt: (await moneyTime()) + 20 * DAY_MS }));
    await pass(18 * DAY_MS);
    expect(await tell()).toBe(1);
    expect(await toldOf("grant_expiring")).toMatchObject([{ daysAhead: 3 }]);
  });
});

test("a day beyond four times the usual is told once, as soon as it is", async () => {
  const tell = () => often(() => tellUnusualDays({ db: bench.db }));
  // Its trial was used up on one day, which is no part of the usual after four weeks.
  await pass(30 * DAY_MS);
  await bench.ledger.submit(businessId, grantOf(1_000));
  for (let day = 0; day < 3; day += 1) {
    await bench.ledger.submit(businessId, useOf(10));
    await pass(DAY_MS);
  }
  await bench.ledger.submit(businessId, useOf(40));
  await tell();
  expect(await toldOf("unusual_day")).toEqual([]);
  await bench.ledger.submit(businessId, useOf(1));
  expect(await tell()).toBe(1);
  await bench.ledger.submit(businessId, useOf(100));
  expect(await tell()).toBe(0);
  expect(await toldOf("unusual_day")).toMatchObject([
    { timeZone: "UTC", chargedMicroTokens: 41_000_000, usualMicroTokens: 10_000_000 },
  ]);
});

test("a runway that falls below a line is warned of once, whoever estimates it", async () => {
  const { log } = keepLog();
  const check = () => often(() => checkRunways({ db: bench.db, ledger: bench.ledger, log }));
  await pass(30 * DAY_MS);
  await bench.ledger.submit(businessId, grantOf(200));
  await bench.ledger.submit(businessId, {
    kind: "set_alerts",
    rules: [{ id: newId(), kind: "runway_hours", threshold: 72n, channels: ["email"] }],
  });
  expect(await check()).toBe(0);
  for (let day = 0; day < 5; day += 1) {
    await bench.ledger.submit(businessId, useOf(24));
    await pass(DAY_MS);
  }
  await bench.ledger.submit(businessId, useOf(40));
  expect(await check()).toBe(1);
  expect((await toldOf("balance_low")).at(-1)).toMatchObject({ line: { kind: "runway_hours", thresholdHours: 72 } });
  await bench.ledger.submit(businessId, grantOf(1_000));
  expect(await check()).toBe(0);
});
