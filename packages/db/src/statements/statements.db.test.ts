import { DAY_MS } from "@farebox/billing-core";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestLedger, type TestLedger } from "../testing/test-ledger.ts";
import { fillTwoBusinesses } from "../testing/two-businesses.ts";
import { readBoundaries, readFirstEntryAt } from "./read-boundaries.ts";
import { listStatementPayments } from "./statement-payments.ts";
import { sumMovements, sumUsageOfMonth } from "./sum-movements.ts";

const START = Date.UTC(2025, 0, 1);

let ledger: TestLedger;
let own: string;
let foreign: string;
let long: string;
beforeAll(async () => {
  ledger = await openTestLedger();
  ({ own, foreign } = await fillTwoBusinesses(ledger));
  long = await ledger.newBusiness();
  await ledger.asSuperuser(ENTRIES, [long]);
  await ledger.asSuperuser(
    "update token_balances set (last_seq, last_recorded_at) = (500, now()) where business_id = $1",
    [long],
  );
}, 120_000);
afterAll(() => ledger.close());

// Several entries share an instant, as those of one commit do, and some days have none.
const ENTRIES = `
insert into token_transactions (business_id, seq, run_id, leg, legs, kind, amount_micro, balance_after_micro, occurred_at, recorded_at, hash)
select $1::uuid, seq, gen_random_uuid(), 1, 1, 'usage', -seq, -seq * (seq + 1) / 2, '2024-01-01', '2025-01-01T00:00Z'::timestamptz + (seq / 7) * (seq / 7) * interval '1 hour',
  decode(repeat('00', 32), 'hex')
from generate_series(1, 500) as seq`;

const asInstant = (at: number) => new Date(at).toISOString();

test("a place in the ledger is the last entry recorded before an instant, wherever that falls", async () => {
  const near = fc.integer({ min: 0, max: 72 }).map((step) => START + step * step * 3_600_000);
  const anywhere = fc.integer({ min: START - DAY_MS, max: START + 300 * DAY_MS });
  const instants = fc.array(
    fc.oneof(
      near,
      near.map((at) => at + 1),
      near.map((at) => at - 1),
      anywhere,
    ),
    { minLength: 1, maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(instants, async (asked) => {
      const found = await readBoundaries(ledger.db.exports, { businessId: long, instants: asked });
      const wanted = [];
      for (const at of asked) {
        const [row] = await ledger.asSuperuser<{ seq: string; balance: string }>(
          `select coalesce(max(seq), 0) as seq, coalesce(min(balance_after_micro), 0)::bigint as balance
           from token_transactions where business_id = $1 and recorded_at < $2::timestamptz`,
          [long, asInstant(at)],
        );
        wanted.push({ seq: BigInt(row?.seq ?? 0), balance: BigInt(row?.balance ?? 0) });
      }
      expect(found).toEqual(wanted);
    }),
    { numRuns: 60 },
  );
});

test("the balances around any part of the ledger differ by its movements, and its usage is theirs", async () => {
  for (const businessId of [own, foreign, long]) {
    const entries = await ledger.asSuperuser<{ seq: string; balance: string }>(
      "select seq, balance_after_micro as balance from token_transactions where business_id = $1 order by seq",
      [businessId],
    );
    const balanceAt = (seq: number) => BigInt(entries[seq - 1]?.balance ?? 0);
    await fc.assert(
      fc.asyncProperty(fc.nat(entries.length), fc.nat(entries.length), async (one, other) => {
        const [from, to] = one < other ? [one, other] : [other, one];
        const part = { businessId, afterSeq: BigInt(from), lastSeq: BigInt(to) };
        const movements = await sumMovements(ledger.db.exports, part);
        expect(movements.reduce((sum, { amount }) => sum + amount, 0n)).toBe(balanceAt(to) - balanceAt(from));
        expect(movements.reduce((sum, { entries }) => sum + entries, 0n)).toBe(BigInt(to - from));
        if (businessId === long) return;
        const usage = await sumUsageOfMonth(ledger.db.exports, part);
        const moved = (kind: string) => movements.find((movement) => movement.kind === kind)?.amount ?? 0n;
        expect(usage.reduce((sum, { charged }) => sum + charged, 0n)).toBe(-moved("usage"));
        expect(usage.reduce((sum, { returned }) => sum + returned, 0n)).toBe(moved("correction"));
      }),
      { numRuns: 60 },
    );
  }
});

test("a business without an entry stands at nothing", async () => {
  const businessId = await ledger.newBusiness();
  expect(await readBoundaries(ledger.db.exports, { businessId, instants: [START, Date.now()] })).toEqual([
    { seq: 0n, balance: 0n },
    { seq: 0n, balance: 0n },
  ]);
  expect(await readFirstEntryAt(ledger.db.exports, businessId)).toBeNull();
});

test("a month has the money that was paid in it and what went back in it, and no other", async () => {
  const businessId = await ledger.newBusiness();
  const pay =
    "insert into payments (business_id, key, paid_amount_minor, currency, recorded_at) values ($1, $2, $3, 'usd', $4)";
  await ledger.asSuperuser(pay, [businessId, "invoice:in_1", 2900, asInstant(START)]);
  await ledger.asSuperuser(pay, [businessId, "invoice:in_0", 900, asInstant(START - 1)]);
  await ledger.asSuperuser(pay, [businessId, "invoice:free", 0, asInstant(START)]);
  const back = `insert into payment_returns (business_id, payment_key, cause, kind, phase, amount_minor, recorded_at) values ($1, $2, $3, $4, $5, $6, $7)`;
  await ledger.asSuperuser(back, [
    businessId,
    "invoice:in_0",
    "refund:re_1",
    "refund",
    "standing",
    400,
    asInstant(START + 5),
  ]);
  await ledger.asSuperuser(back, [
    businessId,
    "invoice:in_0",
    "refund:re_2",
    "refund",
    "failed",
    100,
    asInstant(START + 6),
  ]);
  await ledger.asSuperuser(back, [
    businessId,
    "invoice:in_1",
    "dispute:dp_1",
    "dispute",
    "won",
    2900,
    asInstant(START + 7),
  ]);
  await ledger.asSuperuser(back, [
    businessId,
    "invoice:in_1",
    "dispute:dp_2",
    "dispute",
    "lost",
    2900,
    asInstant(START + 8),
  ]);
  const listed = await listStatementPayments(ledger.db.exports, { businessId, from: START, to: START + DAY_MS });
  expect(listed.map(({ key, kind, amount }) => [key, kind, amount])).toEqual([
    ["invoice:in_1", "payment", 2900],
    ["invoice:in_0", "refund", -400],
    ["invoice:in_1", "dispute", -2900],
  ]);
  expect(await listStatementPayments(ledger.db.exports, { businessId: own, from: START, to: START + DAY_MS })).toEqual(
    [],
  );
});
