import { DAY_MS, HOUR_MS, MINUTE_MS } from "@farebox/billing-core";
import { rollUpUsage } from "@farebox/db/jobs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useOf } from "../ledger/testing/commands.ts";
import { openTestLedger, type TestLedger } from "../ledger/testing/open-test-ledger.ts";
import { fillWithLines } from "../testing/many-lines.ts";
import { chartUsage } from "./chart-usage.ts";
import { correctUsage } from "./correct-usage.ts";
import { listAgentUsage } from "./list-agent-usage.ts";
import { listRefUsage } from "./list-ref-usage.ts";

const LINES = 50_000;
// Around changes of the clock of Berlin (25 October) and St. John's (1 November).
const START = Date.UTC(2026, 9, 10);
const DAYS = 28;

let bench: TestLedger;
let businessId: string;
beforeAll(async () => {
  bench = await openTestLedger();
  businessId = await bench.createEmptyBusiness("Pacific/Auckland");
  await fillWithLines(bench.owner, { businessId, lines: LINES, from: START, days: DAYS });
}, 120_000);
afterAll(() => bench.close());

const ZONES = ["Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"] as const;
const WHOLE = { from: START - DAY_MS, to: START + (DAYS + 1) * DAY_MS };
const RANGES = [
  WHOLE,
  { from: START + 3 * DAY_MS + 7 * MINUTE_MS + 3, to: START + 19 * DAY_MS + 11 * HOUR_MS + 1 },
  { from: Date.UTC(2026, 9, 24, 22), to: Date.UTC(2026, 9, 25, 23) },
  { from: START + 5 * DAY_MS + 61_000, to: START + 5 * DAY_MS + 200_000 },
];

type Range = { readonly from: number; readonly to: number };
const standing = `
  line.business_id = $1 and line.quantity > 0
  and line.occurred_at >= to_timestamp($2::float8 / 1000) and line.occurred_at < to_timestamp($3::float8 / 1000)
  and not exists (select from usage_corrections where business_id = line.business_id and line_id = line.id)`;

/** From the raw lines, by Postgres' own arithmetic of zones. */
async function rawBy(
  by: "agent" | "service",
  { from, to }: Range,
  every: string,
  timeZone: string,
): Promise<Map<string, string>> {
  const rows = await bench.owner(
    `select (extract(epoch from date_trunc('${every}', occurred_at at time zone $4) at time zone $4) * 1000)::bigint as start,
       ${by === "agent" ? "coalesce(agent_id, '')" : "service"} as grouped_by, count(*) as events, sum(quantity) as quantity, sum(charged_micro) as charged
     from usage_tracking line where ${standing} group by 1, 2`,
    [businessId, from, to, timeZone],
  );
  return new Map(
    rows.map((row) => [
      `${row["start"]} ${row["grouped_by"]}`,
      `${row["events"]} ${row["quantity"]} ${row["charged"]}`,
    ]),
  );
}

async function chartBy(
  by: "agent" | "service",
  range: Range,
  every: "day" | "week" | "month",
  timeZone: string,
): Promise<Map<string, string>> {
  const chart = await chartUsage(bench, {
    reader: { kind: "key" },
    businessId,
    every,
    by,
    timeZone,
    ...range,
  });
  if ("outcome" in chart) throw new Error("refused");
  return new Map(
    chart.bars.flatMap(({ start, groups }) =>
      groups.map(
        ({ key, events, quantity, charged }) => [`${start} ${key}`, `${events} ${quantity} ${charged}`] as const,
      ),
    ),
  );
}

async function expectEqualToLines(groupings: readonly ("agent" | "service")[] = ["agent"]): Promise<void> {
  for (const timeZone of ZONES)
    for (const range of RANGES)
      for (const every of range === WHOLE ? (["day", "week", "month"] as const) : (["day"] as const))
        for (const by of groupings)
          expect(await chartBy(by, range, every, timeZone)).toEqual(await rawBy(by, range, every, timeZone));
  for (const range of RANGES) {
    const byAgent = await listAgentUsage(bench, { ...ASKED, businessId, ...range });
    if ("outcome" in byAgent) throw new Error("refused");
    const told = byAgent.agents.flatMap(({ agentId, services }) =>
      services.map(
        ({ service, events, quantity, charged }) => `${agentId} ${service} ${events} ${quantity} ${charged}`,
      ),
    );
    const raw = await bench.owner(
      `select concat_ws(' ', coalesce(agent_id, ''), service, count(*), sum(quantity), sum(charged_micro)) as told
       from usage_tracking line where ${standing} group by coalesce(agent_id, ''), service`,
      [businessId, range.from, range.to],
    );
    expect(told.sort()).toEqual(raw.map((row) => String(row["told"])).sort());
    const byRef = await listRefUsage(bench, { ...ASKED, businessId, ...range, limit: 100 });
    if ("outcome" in byRef) throw new Error("refused");
    const rawRefs = await bench.owner(
      `select ref, count(*)::int as events, sum(quantity)::int as quantity, sum(charged_micro)::bigint as charged, count(*) over ()::int as refs
       from usage_tracking line where ${standing} and ref is not null and hold_id is null
       group by ref order by sum(charged_micro) desc, ref collate "C" limit 100`,
      [businessId, range.from, range.to],
    );
    expect(byRef.refs.map(({ charged, ...one }) => ({ ...one, charged: String(charged) }))).toEqual(
      rawRefs.map(({ refs: _, ...row }) => ({ ...row, charged: String(row["charged"]) })),
    );
    expect(byRef.count).toBe(rawRefs[0]?.["refs"] ?? 0);
  }
}

const ASKED = { reader: { kind: "person" }, every: "day", timeZone: "Asia/Kathmandu", limit: 100 } as const;
const markOf = async () =>
  Number((await bench.owner("select seq from usage_roll_ups where business_id = $1", [businessId]))[0]?.["seq"] ?? 0);

describe("usage by agent and by reference equals the lines, in any zone,", { timeout: 120_000 }, () => {
  test("before anything is rolled up", async () => {
    await expectEqualToLines();
  });

  test("when half of it is, and two did it at once", async () => {
    const moved = await Promise.all([1, 2, 3].map(() => rollUpUsage(bench.db.service, businessId, 20_000)));
    expect(moved.reduce((sum, entries) => sum + entries, 0)).toBe(await markOf());
    expect(await markOf()).toBeGreaterThanOrEqual(20_000);
    await expectEqualToLines();
  });

  test("when all of it is, and after corrections and further use", async () => {
    while ((await rollUpUsage(bench.db.service, businessId)) > 0);
    await expectEqualToLines(["agent", "service"]);
    const booked = await bench.ledger.submitAll(
      Array.from({ length: 60 }, (_, index) => ({
        businessId,
        command: useOf(3, {
          occurredAt: START + (index % DAYS) * DAY_MS + index * 977_000,
          agentId: index % 2 === 0 ? "agent-1" : "",
          ref: `order-${index % 7}`,
          service: index % 5 === 0 ? "outbound_call" : "sms",
          allowOverdraft: true,
          lateAfterMs: 10_000 * DAY_MS,
        }),
      })),
    );
    for (const [index, outcome] of booked.entries()) {
      if (outcome.outcome !== "recorded") throw new Error(`an event was ${outcome.outcome}`);
      if (index % 3 > 0) continue;
      const replacement = index % 2 === 0 ? { service: "ai_agent_request", quantity: 2 } : null;
      await correctUsage(bench, { businessId, lineId: outcome.line.id, reason: "a test", replacement });
    }
    await expectEqualToLines(["agent", "service"]);
    expect(await rollUpUsage(bench.db.service, businessId)).toBeGreaterThan(0);
    await expectEqualToLines(["agent", "service"]);
    expect(await rollUpUsage(bench.db.service, businessId)).toBe(0);
  });
});
