import { tokens } from "@farebox/billing-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { grantOf, useOf } from "../ledger/testing/commands.ts";
import { openTestLedger, type TestLedger } from "../ledger/testing/open-test-ledger.ts";
import { expireDue } from "./expire-due.ts";

let bench: TestLedger;
beforeAll(async () => {
  bench = await openTestLedger();
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

test("C27: a sweep that runs on two hosts at once, and again, writes one expiry for each grant", async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => bench.createEmptyBusiness()));
  const soon = (await moneyTime()) + 60_000;
  await Promise.all(ids.map((id) => bench.ledger.submit(id, grantOf(5, { expiresAt: soon }))));
  await pass(120_000);
  const hosts = [bench.ledger, bench.anotherLedger()];
  await Promise.all(hosts.map((ledger) => expireDue({ db: bench.db, ledger })));
  expect(await expireDue({ db: bench.db, ledger: bench.ledger })).toEqual({
    businesses: 0,
    grants: 0,
    calls: 0,
    lapsedMicroTokens: 0n,
    latestSeconds: 0,
  });
  const [row] = await bench.owner(
    "select count(*)::int as entries, sum(amount_micro)::bigint as lapsed from token_transactions where kind = 'expiry' and business_id = any($1)",
    [ids],
  );
  expect(row).toEqual({ entries: 20, lapsed: String(-20n * tokens(5)) });
});

test("C06: a deduction that races the expiry is spent and the rest lapses, or lapses and is refused; nothing in between", async () => {
  for (let round = 0; round < 10; round += 1) {
    const businessId = await bench.createEmptyBusiness();
    await bench.ledger.submit(businessId, grantOf(5, { expiresAt: (await moneyTime()) + 60_000 }));
    const [spent] = await Promise.all([
      bench.ledger.submit(businessId, useOf(2)),
      pass(120_000).then(() => expireDue({ db: bench.db, ledger: bench.anotherLedger() })),
    ]);
    await expireDue({ db: bench.db, ledger: bench.ledger });
    const [row] = await bench.owner(
      "select -sum(amount_micro) filter (where kind = 'expiry') as lapsed from token_transactions where business_id = $1",
      [businessId],
    );
    expect(BigInt(String(row?.["lapsed"]))).toBe(spent.outcome === "recorded" ? tokens(3) : tokens(5));
    expect(await bench.availableOf(businessId)).toBe(0n);
  }
});

test("tokens that become spendable repay debt in the sweep, once", async () => {
  const businessId = await bench.createEmptyBusiness();
  await bench.ledger.submit(businessId, useOf(4, { allowOverdraft: true }));
  await bench.ledger.submit(businessId, grantOf(10, { effectiveAt: (await moneyTime()) + 60_000 }));
  await pass(120_000);
  await expireDue({ db: bench.db, ledger: bench.ledger });
  await expireDue({ db: bench.db, ledger: bench.ledger });
  expect(await bench.availableOf(businessId)).toBe(tokens(6));
  const [row] = await bench.owner(
    "select count(*)::int as legs from token_transactions where kind = 'debt_repayment' and business_id = $1",
    [businessId],
  );
  expect(row).toEqual({ legs: 2 });
});

test("a business whose own clock runs behind is swept when its own time has come", async () => {
  const businessId = await bench.createEmptyBusiness();
  const soon = (await moneyTime()) + 60_000;
  await bench.ledger.submit(businessId, grantOf(5, { expiresAt: soon }));
  await bench.owner("update businesses set clock_offset_ms = -3600000 where id = $1", [businessId]);
  await pass(120_000);
  await expireDue({ db: bench.db, ledger: bench.ledger });
  expect(await bench.availableOf(businessId)).toBe(tokens(5));
});
