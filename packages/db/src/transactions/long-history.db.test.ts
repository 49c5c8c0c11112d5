import { randomUUID } from "node:crypto";
import { tokens } from "@farebox/billing-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { NO_FILTERS } from "../testing/no-filters.ts";
import { openTestLedger, type TestLedger } from "../testing/test-ledger.ts";
import { listReviews } from "../usage/list-reviews.ts";
import { listTransactions, type TransactionFilters } from "./list-transactions.ts";

const RUNS = 200_000;
const START = Date.UTC(2025, 0, 1);
const MINUTE_MS = 60_000;
const at = (run: number) => START + run * MINUTE_MS;

let ledger: TestLedger;
let businessId: string;
beforeAll(async () => {
  ledger = await openTestLedger();
  businessId = await ledger.newBusiness();
  for (const fill of [LINES, ENTRIES, RARE_GRANT, CORRECTIONS, REVIEWS]) await ledger.asSuperuser(fill, [businessId]);
  await ledger.asSuperuser("vacuum analyze");
}, 120_000);
afterAll(() => ledger.close());

const idOf = (run: string) => `('00000000-0000-7000-8000-' || lpad(to_hex(${run}), 12, '0'))::uuid`;
const timeOf = (run: string) => `'2025-01-01T00:00Z'::timestamptz + ${run} * interval '1 minute'`;

// What is rare was used long ago and never since: looked for from the newest entry backwards it is at the very end. Every
// ten runs were recorded by one commit.
const CHARGED =
  "case when run % 500 = 0 and run < 20000 then 7000000 when run % 500 = 1 and run < 20000 then 0 else 1000000 end";

const LINES = `
insert into usage_tracking
  (business_id, id, key, service, quantity, occurred_at, recorded_at, agent_id, ref, rate_card_id, rate_version, charged_micro, balance_after_micro)
select $1::uuid, ${idOf("run")}, 'key-' || run,
  case when run % 100 = 0 and run < 20000 then 'sms' else 'ai_agent_request' end,
  1, ${timeOf("run")}, ${timeOf("(run / 10 * 10 + 10)")},
  case when run % 50 = 0 and run < 20000 then 'retired' when run % 2 = 0 then 'anna' end,
  'order-' || run, gen_random_uuid(), 1, ${CHARGED}, 0
from generate_series(1, ${RUNS}) as run`;

const ENTRIES = `
insert into token_transactions (business_id, seq, run_id, leg, legs, kind, amount_micro, balance_after_micro, occurred_at, recorded_at, hash)
select $1::uuid, run, ${idOf("run")}, 1, 1, 'usage', -${CHARGED}, 0, ${timeOf("run")}, ${timeOf("(run / 10 * 10 + 10)")}, decode(repeat('00', 32), 'hex')
from generate_series(1, ${RUNS}) as run
where run <> 77`;

const RARE_GRANT = `
with granted as (
  insert into token_grants (business_id, id, key, source, original_micro, remaining_micro, priority, effective_at, created_at)
  select $1::uuid, ${idOf("900000")}, 'rare', 'promotion', 1, 1, 100, ${timeOf("77")}, ${timeOf("77")}
  returning business_id, id
)
insert into token_transactions (business_id, seq, run_id, leg, legs, kind, amount_micro, grant_id, balance_after_micro, occurred_at, recorded_at, hash)
select business_id, 77, id, 1, 1, 'promotion', 1, id, 1, ${timeOf("77")}, ${timeOf("80")}, decode(repeat('00', 32), 'hex') from granted`;

const CORRECTIONS = `
insert into usage_corrections (business_id, id, line_id, reason, returned_micro, balance_after_micro, recorded_at)
select $1::uuid, gen_random_uuid(), ${idOf("run")}, 'wrong', 1000000, 0, ${timeOf(String(RUNS))}
from generate_series(250, 20000, 500) as run`;

const REVIEWS = `
insert into usage_reviews (business_id, id, key, service, quantity, occurred_at, recorded_at, status, resolved_at)
select $1::uuid, ${idOf("review")}, 'late-' || review, 'sms', 1, '2024-01-01', '2025-01-01',
  case when review % 1000 = 0 then 'pending' else 'rejected' end, case when review % 1000 <> 0 then '2025-01-02'::timestamptz end
from generate_series(1, 20000) as review`;

/** Runs it, and says how many pages of 8 KiB Postgres had to look at for that. */
async function pagesFor(ask: (sql: SqlRunner) => Promise<unknown>): Promise<number> {
  let pages = 0;
  const explaining: SqlRunner = {
    async query<Row>(_name: string, text: string, parameters: readonly unknown[]): Promise<Row[]> {
      const [row] = await ledger.asSuperuser<{ "QUERY PLAN": [{ Plan: Record<string, number> }] }>(
        `explain (analyze, buffers, format json) ${text}`,
        parameters,
      );
      const { Plan } = row?.["QUERY PLAN"][0] ?? { Plan: {} };
      pages += (Plan["Shared Hit Blocks"] ?? 0) + (Plan["Shared Read Blocks"] ?? 0);
      return [];
    },
  };
  await ask(explaining);
  return pages;
}

const seqsOf = async (filters: Partial<TransactionFilters>, page: { beforeSeq?: bigint; limit?: number } = {}) => {
  const { beforeSeq = null, limit = 50 } = page;
  const rows = await listTransactions(ledger.db.service, {
    businessId,
    filters: { ...NO_FILTERS, ...filters },
    beforeSeq,
    limit,
  });
  return rows.map(({ seq }) => Number(seq));
};

// Oldest runs that match, newest first, counted from what was filled in.
const runsWhere = (matches: (run: number) => boolean) =>
  Array.from({ length: RUNS }, (_, index) => RUNS - index).filter((run) => run !== 77 && matches(run));
const isSms = (run: number) => run % 100 === 0 && run < 20_000;
const isRetired = (run: number) => run % 50 === 0 && run < 20_000;
const MONTH = { from: at(1_000), to: at(11_000) };
const isDear = (run: number) => run % 500 === 0 && run < 20_000;
const isFree = (run: number) => run % 500 === 1 && run < 20_000;
const isCorrected = (run: number) => run % 500 === 250 && run < 20_000;
const TOKEN = tokens(1);
const inMonth = (run: number) => run >= 1_000 && run < 11_000;

// Costs what its entries in the index are, which is the most that any page costs.
const WIDE_RANGE = "all but the newest";

const CASES: readonly [string, Partial<TransactionFilters>, readonly number[]][] = [
  ["everything", {}, runsWhere(() => true)],
  ["an old month", MONTH, runsWhere(inMonth)],
  [WIDE_RANGE, { to: at(150_000) }, runsWhere((run) => run < 150_000)],
  ["a usual type", { type: "usage" }, runsWhere(() => true)],
  ["a rare type", { type: "promotion" }, [77]],
  ["a type that never was", { type: "expiry" }, []],
  ["a rare type in an old month", { type: "promotion", from: at(1), to: at(1_000) }, [77]],
  ["a usual service", { service: "ai_agent_request" }, runsWhere((run) => !isSms(run))],
  ["a rare service", { service: "sms" }, runsWhere(isSms)],
  ["a usual agent", { agentId: "anna" }, runsWhere((run) => run % 2 === 0 && !isRetired(run))],
  ["a rare agent", { agentId: "retired" }, runsWhere(isRetired)],
  ["a rare agent's rare service", { agentId: "retired", service: "sms" }, runsWhere((run) => isSms(run))],
  [
    "a usual service in an old month",
    { service: "ai_agent_request", ...MONTH },
    runsWhere((run) => inMonth(run) && !isSms(run)),
  ],
  ["a rare service in an old month", { service: "sms", ...MONTH }, runsWhere((run) => inMonth(run) && isSms(run))],
  ["a rare amount", { leastAmount: tokens(2) }, runsWhere(isDear)],
  ["a usual amount", { leastAmount: TOKEN, mostAmount: TOKEN }, runsWhere((run) => !isDear(run) && !isFree(run))],
  ["an amount that never was", { leastAmount: tokens(8), mostAmount: tokens(9) }, []],
  ["a rare amount of a usual service", { leastAmount: tokens(2), service: "ai_agent_request" }, []],
  ["a rare amount of a rare agent", { leastAmount: tokens(2), agentId: "retired" }, runsWhere(isDear)],
  [
    "a rare amount in an old month",
    { leastAmount: tokens(2), ...MONTH },
    runsWhere((run) => inMonth(run) && isDear(run)),
  ],
  ["a rare amount of a usual type", { leastAmount: tokens(2), type: "usage" }, runsWhere(isDear)],
  ["what cost nothing", { status: "no_charge" }, runsWhere(isFree)],
  ["what was corrected", { status: "corrected" }, runsWhere(isCorrected)],
  [
    "what was corrected, of an agent",
    { status: "corrected", agentId: "retired" },
    runsWhere((run) => isCorrected(run) && isRetired(run)),
  ],
  ["what is settled", { status: "settled" }, runsWhere((run) => !isFree(run) && !isCorrected(run))],
  [
    "what is settled in an old month",
    { status: "settled", ...MONTH },
    runsWhere((run) => inMonth(run) && !isFree(run) && !isCorrected(run)),
  ],
  ["what is settled of a rare service", { status: "settled", service: "sms" }, runsWhere(isSms)],
  ["what fell silent", { status: "abandoned" }, []],
  ["a rare service and a type it cannot have", { service: "sms", type: "trial" }, []],
];

describe("a page of a history of 200,000 runs", () => {
  test.each(CASES)("%s: the newest first, page after page", async (_, filters, wanted) => {
    expect(await seqsOf(filters)).toEqual(wanted.slice(0, 50));
    // Pages of seven end within a commit of ten.
    const paged: number[] = [];
    for (let page = 0; page < 6; page += 1) {
      const before = paged.at(-1);
      paged.push(...(await seqsOf(filters, { limit: 7, ...(before !== undefined && { beforeSeq: BigInt(before) }) })));
      if (paged.length < (page + 1) * 7) break;
    }
    expect(paged).toEqual(wanted.slice(0, 42));
  });

  test.each(CASES.filter(([name]) => name !== WIDE_RANGE))(
    "%s: found without reading the history",
    async (_, filters) => {
      const page = { businessId, filters: { ...NO_FILTERS, ...filters }, beforeSeq: null, limit: 50 };
      // Ten thousand runs of a month are at most 2,000 pages; the whole of it would be about ten thousand.
      expect(await pagesFor((sql) => listTransactions(sql, page))).toBeLessThan(2_000);
      expect(await pagesFor((sql) => listTransactions(sql, { ...page, beforeSeq: 100n }))).toBeLessThan(2_000);
    },
  );

  test("part of a reference, whatever else is asked", async () => {
    expect(await seqsOf({ search: "ORDER-19999" })).toEqual(runsWhere((run) => String(run).startsWith("19999")));
    expect(await seqsOf({ search: "order-1", service: "sms" }, { limit: 5 })).toEqual(
      runsWhere((run) => isSms(run) && String(run).startsWith("1")).slice(0, 5),
    );
    expect(await seqsOf({ search: "order-", type: "promotion" })).toEqual([]);
    expect(await seqsOf({ search: "order-100", ...MONTH })).toEqual(
      runsWhere((run) => inMonth(run) && String(run).startsWith("100")).slice(0, 50),
    );
    expect(await seqsOf({ search: randomUUID() })).toEqual([]);
  });

  test("the late events that wait are found among all there ever were", async () => {
    const ask = (afterId: string | null) => ({ businessId, status: "pending" as const, afterId, limit: 50 });
    const pending = await listReviews(ledger.db.service, ask(null));
    expect(pending).toHaveLength(20);
    const [first] = pending;
    expect(await listReviews(ledger.db.service, ask(first?.id ?? null))).toEqual(pending.slice(1));
    expect(await pagesFor((sql) => listReviews(sql, ask(null)))).toBeLessThan(100);
  });
});
