import type { MicroTokens } from "@farebox/billing-core";
import { correctUsageCommand, grantCommand, recordUsageCommand, testId } from "@farebox/billing-core/testing";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NO_FILTERS } from "../testing/no-filters.ts";
import { openTestLedger, type TestLedger } from "../testing/test-ledger.ts";
import { fillTwoBusinesses } from "../testing/two-businesses.ts";
import { listTransactions, type TransactionFilters } from "../transactions/list-transactions.ts";
import { readExportBound } from "./export-bound.ts";
import { exportTransactions } from "./export-transactions.ts";
import { exportUsage } from "./export-usage.ts";

let ledger: TestLedger;
let own: string;
let foreign: string;
beforeAll(async () => {
  ledger = await openTestLedger();
  ({ own, foreign } = await fillTwoBusinesses(ledger));
}, 120_000);
afterAll(() => ledger.close());

async function exportAll<Row>(
  read: (sql: TestLedger["db"]["exports"], window: Parameters<typeof exportTransactions>[1]) => Promise<readonly Row[]>,
  asked: { businessId: string; filters: TransactionFilters; windowEntries?: bigint },
): Promise<Row[]> {
  const { businessId, filters, windowEntries = 3n } = asked;
  const { from, to } = filters;
  const { afterSeq, lastSeq } = await readExportBound(ledger.db.exports, { businessId, from, to });
  const rows: Row[] = [];
  for (let after = afterSeq; after < lastSeq; after += windowEntries) {
    const untilSeq = after + windowEntries;
    rows.push(...(await read(ledger.db.exports, { businessId, filters, afterSeq: after, untilSeq, lastSeq })));
  }
  return rows;
}

test("under any filters an export has the rows of the history, oldest first", async () => {
  const all = await listTransactions(ledger.db.service, {
    businessId: own,
    filters: NO_FILTERS,
    beforeSeq: null,
    limit: 10_000,
  });
  expect(all.length).toBeGreaterThan(5);
  const among = <Value>(values: readonly (Value | null)[]) =>
    fc.constantFrom(...new Set<Value | null>([null, ...values]));
  const moved = all.map(({ amount }) => (amount < 0n ? -amount : amount) as MicroTokens);
  const payments = await ledger.asSuperuser<{ key: string }>("select key from payments where business_id = $1", [own]);
  const times = all.map(({ occurredAt }) => occurredAt);
  const words = all.flatMap(({ id, key, ref, reason }) => [
    id,
    key,
    ref,
    reason?.slice(1, 4) ?? null,
    "message-1",
    "late",
  ]);
  await fc.assert(
    fc.asyncProperty(
      among(all.map(({ type }) => type as string)),
      among(all.map(({ service }) => service)),
      among(all.map(({ agentId }) => agentId)),
      among(times),
      among(times.map((at) => at + 1)),
      among(words),
      fc.record({
        status: among(["settled", "corrected", "no_charge", "abandoned"] as const),
        leastAmount: among(moved),
        mostAmount: among(moved),
        searchedPayments: fc.constantFrom([], ...payments.map(({ key }) => [key])),
      }),
      fc.constantFrom(1n, 2n, 7n, 1_000n),
      async (type, service, agentId, from, to, search, judged, windowEntries) => {
        const filters = { type, service, agentId, from, to, search, ...judged };
        const listed = await listTransactions(ledger.db.service, {
          businessId: own,
          filters,
          beforeSeq: null,
          limit: 10_000,
        });
        const exported = await exportAll(exportTransactions, { businessId: own, filters, windowEntries });
        const facts = (row: Omit<(typeof exported)[number], "quantity" | "status" | "callId" | "reason">) =>
          [
            row.id,
            row.seq,
            row.type,
            row.amount,
            row.balanceAfter,
            row.occurredAt,
            row.recordedAt,
            row.service,
            row.agentId,
            row.ref,
            row.key,
          ].join("|");
        expect(exported.map(facts)).toEqual(listed.toReversed().map(facts));
        const { status, leastAmount, mostAmount } = judged;
        for (const { amount, ...row } of exported) {
          const size = amount < 0n ? -amount : amount;
          expect([row.status, null]).toContain(status);
          expect(size >= (leastAmount ?? 0n) && size <= (mostAmount ?? size)).toBe(true);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("exports add up to the ledger, and usage to what it charged and gave back", async () => {
  for (const businessId of [own, foreign]) {
    const [sums] = await ledger.asSuperuser<Record<"total" | "used" | "returned", string>>(
      `select sum(amount_micro)::text as total, (-sum(amount_micro) filter (where kind = 'usage'))::text as used,
         coalesce((select sum(returned_micro) from usage_corrections where business_id = $1), 0)::text as returned
       from token_transactions where business_id = $1`,
      [businessId],
    );
    const transactions = await exportAll(exportTransactions, { businessId, filters: NO_FILTERS });
    expect(String(transactions.reduce((sum, { amount }) => sum + amount, 0n))).toBe(sums?.total);
    const lines = await exportAll(exportUsage, { businessId, filters: NO_FILTERS });
    expect(String(lines.reduce((sum, { charged }) => sum + charged, 0n))).toBe(sums?.used);
    expect(String(lines.reduce((sum, { returned }) => sum + returned, 0n))).toBe(sums?.returned);
  }
});

test("an export tells what stood there when it began: neither later work nor later corrections", async () => {
  const businessId = await ledger.newBusiness();
  await ledger.submit(businessId, [grantCommand()]);
  await ledger.submit(businessId, [recordUsageCommand({ key: "first" })]);
  const bound = await readExportBound(ledger.db.exports, { businessId, from: null, to: null });
  const window = { businessId, filters: NO_FILTERS, afterSeq: 0n, untilSeq: bound.lastSeq, lastSeq: bound.lastSeq };
  const before = await exportUsage(ledger.db.exports, window);
  await ledger.submit(businessId, [
    correctUsageCommand(),
    recordUsageCommand({ key: "second", lineId: testId(0x201), quantity: 2 }),
  ]);
  expect(await exportUsage(ledger.db.exports, window)).toEqual(before);
  const now = await readExportBound(ledger.db.exports, { businessId, from: null, to: null });
  const after = await exportUsage(ledger.db.exports, { ...window, untilSeq: now.lastSeq, lastSeq: now.lastSeq });
  expect(after.map(({ key, status }) => [key, status])).toEqual([
    ["first", "corrected"],
    ["second", "settled"],
  ]);
});
