import { type BucketWidth, DAY_MS, HOUR_MS, MINUTE_MS } from "@farebox/billing-core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useOf } from "../ledger/testing/commands.ts";
import { openTestLedger, type TestLedger } from "../ledger/testing/open-test-ledger.ts";
import { newId } from "../new-id.ts";
import { type AskedChart, chartUsage, type UsageChart } from "./chart-usage.ts";
import { correctUsage } from "./correct-usage.ts";
import { summarizeUsage } from "./summarize-usage.ts";

let bench: TestLedger;
beforeAll(async () => {
  bench = await openTestLedger();
});
afterAll(() => bench.close());

const SERVICES = ["outbound_call", "inbound_call", "sms", "transcription", "ai_agent_request"] as const;
const AGENTS = [null, "agent-1", "agent-2"] as const;

type Event = { service: string; quantity: number; at: number; agentId: string | null; isCorrected: boolean };

const eventBetween = (from: number, to: number): fc.Arbitrary<Event> =>
  fc.record({
    service: fc.constantFrom(...SERVICES),
    quantity: fc.integer({ min: 1, max: 4_000 }),
    at: fc.integer({ min: from, max: to - 1 }),
    agentId: fc.constantFrom(...AGENTS),
    isCorrected: fc.boolean(),
  });

async function book(businessId: string, events: readonly Event[]): Promise<void> {
  const commands = events.map(({ service, quantity, at, agentId }) =>
    useOf(quantity, { service, occurredAt: at, agentId, allowOverdraft: true, lateAfterMs: 10_000 * DAY_MS }),
  );
  const outcomes = await bench.ledger.submitAll(commands.map((command) => ({ businessId, command })));
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.outcome !== "recorded") throw new Error(`an event was ${outcome.outcome}`);
    if (events[index]?.isCorrected !== true) continue;
    const replacement = index % 2 === 0 ? { service: "sms", quantity: 3 } : null;
    await correctUsage(bench, { businessId, lineId: outcome.line.id, reason: "a test", replacement });
  }
}

/** By Postgres' own arithmetic of zones, straight from the ledger. */
async function sumByHand(
  businessId: string,
  asked: { every: BucketWidth; by: "service" | "agent"; timeZone: string; from: number; to: number },
) {
  const key =
    asked.by === "service"
      ? "coalesce(line.service, corrected.service)"
      : "coalesce(line.agent_id, corrected.agent_id, '')";
  const rows = await bench.owner(
    `select to_char(date_trunc('${asked.every}', entry.occurred_at at time zone $2), 'YYYY-MM-DD HH24:MI') as label, ${key} as grouped_by,
       -sum(entry.amount_micro) as charged
     from token_transactions entry
     left join usage_tracking line on line.business_id = entry.business_id and line.id = entry.run_id
     left join usage_corrections correction on correction.business_id = entry.business_id and correction.id = entry.run_id
     left join usage_tracking corrected on corrected.business_id = entry.business_id and corrected.id = correction.line_id
     where entry.business_id = $1 and entry.kind in ('usage', 'correction')
       and entry.occurred_at >= to_timestamp($3::float8 / 1000) and entry.occurred_at < to_timestamp($4::float8 / 1000)
     group by 1, 2 having sum(entry.amount_micro) <> 0`,
    [businessId, asked.timeZone, asked.from, asked.to],
  );
  return new Map(rows.map((row) => [`${row["label"]} ${row["grouped_by"]}`, BigInt(String(row["charged"]))]));
}

/** What the wall clock of the zone shows at the start of each bar; an hour that comes twice adds up. */
function sumOfChart({ bars, timeZone, every }: UsageChart): Map<string, bigint> {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  const sums = new Map<string, bigint>();
  for (const { start, groups } of bars) {
    for (const { key, charged } of groups) {
      // Where a clock skips half an hour, that hour begins late.
      const wallClock = every === "hour" ? `${format.format(start).slice(0, -2)}00` : format.format(start);
      const label = `${wallClock} ${key}`;
      if (charged !== 0n) sums.set(label, (sums.get(label) ?? 0n) + charged);
    }
  }
  return sums;
}

async function chart(asked: AskedChart): Promise<UsageChart> {
  const answer = await chartUsage(bench, asked);
  if ("outcome" in answer) throw new Error(JSON.stringify(answer));
  return answer;
}

// Each zone around a change of its clock, where it has one.
const ZONES = [
  { timeZone: "America/New_York", change: Date.UTC(2026, 10, 1, 6) },
  { timeZone: "Europe/Berlin", change: Date.UTC(2026, 9, 25, 1) },
  { timeZone: "Asia/Kolkata", change: Date.UTC(2026, 9, 25, 1) },
  { timeZone: "Australia/Lord_Howe", change: Date.UTC(2026, 9, 3, 15, 30) },
  { timeZone: "America/St_Johns", change: Date.UTC(2026, 10, 1, 4, 30) },
] as const;

describe.each(ZONES)("charts in $timeZone", ({ timeZone, change }) => {
  test.each(["own zone", "another zone"])("equal the ledger summed by hand, for a business of %s", async (whose) => {
    const businessId = await bench.createEmptyBusiness(whose === "own zone" ? timeZone : "Pacific/Auckland");
    const [begin, end] = [change - 3 * DAY_MS, change + 3 * DAY_MS];
    const [events = []] = fc.sample(fc.array(eventBetween(begin, end), { minLength: 120, maxLength: 120 }), {
      numRuns: 1,
      seed: change % 1_000,
    });
    await book(businessId, events);
    const ranges = fc.sample(
      fc.tuple(fc.integer({ min: begin - HOUR_MS, max: change }), fc.integer({ min: change + 1, max: end + HOUR_MS })),
      { numRuns: 4, seed: 7 },
    );
    ranges.push([begin, end], [change + 3 * MINUTE_MS, change + 9 * MINUTE_MS]);
    for (const [from, to] of ranges) {
      for (const every of ["hour", "day", "week", "month"] as const) {
        for (const by of ["service", "agent"] as const) {
          const asked = { reader: { kind: "person" }, businessId, every, by, from, to, timeZone } as const;
          expect(sumOfChart(await chart(asked))).toEqual(await sumByHand(businessId, asked));
        }
      }
    }
  });
});

describe("a chart", () => {
  test("has an empty bar wherever nothing happened, rising starts, and 25 bars on the day the clock goes back", async () => {
    const businessId = await bench.createEmptyBusiness();
    const [from, to] = [Date.parse("2026-11-01T04:00:00Z"), Date.parse("2026-11-02T05:00:00Z")];
    const { bars } = await chart({
      reader: { kind: "key" },
      businessId,
      every: "hour",
      by: "service",
      from,
      to,
      timeZone: "America/New_York",
    });
    expect(bars).toHaveLength(25);
    expect(bars.every(({ groups }) => groups.length === 0)).toBe(true);
    expect(bars.map(({ start }) => start)).toEqual(bars.map((_, index) => from + index * HOUR_MS));
  });

  test("covers 30 days in the business's zone when nothing is said, and only today's bar is partial", async () => {
    const businessId = await bench.createEmptyBusiness("Asia/Kolkata");
    const answer = await chart({
      reader: { kind: "key" },
      businessId,
      every: "day",
      by: "service",
      from: null,
      to: null,
      timeZone: null,
    });
    expect(answer.timeZone).toBe("Asia/Kolkata");
    expect(answer.bars).toHaveLength(30);
    expect(answer.bars.map(({ isPartial }) => isPartial)).toEqual([...Array(29).fill(false), true]);
    expect(answer.bars.at(-1)?.groups).toMatchObject([{ key: "ai_agent_request", events: 1 }]);
  });

  test("adds up to the summary of the same range", async () => {
    const businessId = await bench.createEmptyBusiness("Europe/Berlin");
    const [from, to] = [Date.UTC(2026, 9, 24, 5, 7), Date.UTC(2026, 9, 28, 11, 59)];
    const [events = []] = fc.sample(
      fc.array(eventBetween(from - DAY_MS, to + DAY_MS), { minLength: 80, maxLength: 80 }),
      { numRuns: 1, seed: 3 },
    );
    await book(businessId, events);
    const asked = { reader: { kind: "key" }, businessId, from, to, timeZone: null } as const;
    const bars = (await chart({ ...asked, every: "day", by: "service" })).bars.flatMap(({ groups }) => groups);
    const summary = await summarizeUsage(bench, asked);
    if ("outcome" in summary) throw new Error("refused");
    for (const { key, charged, events: count, quantity } of summary.groups) {
      const own = bars.filter((group) => group.key === key);
      expect(own.reduce((sum, group) => sum + group.charged, 0n)).toBe(charged);
      expect(own.reduce((sum, group) => sum + group.events, 0)).toBe(count);
      expect(own.reduce((sum, group) => sum + group.quantity, 0)).toBe(quantity);
    }
  });

  test.each([
    { every: "hour", days: 40, path: "from" },
    { every: "day", days: 1_500, path: "from" },
    { every: "month", days: 4_000, path: "from" },
    { every: "day", days: -1, path: "to" },
  ] as const)("I17: of $days days by $every is refused with the field named", async ({ every, days, path }) => {
    const businessId = await bench.createEmptyBusiness();
    const from = Date.UTC(2026, 0, 1);
    const answer = await chartUsage(bench, {
      reader: { kind: "key" },
      businessId,
      every,
      by: "service",
      from,
      to: from + days * DAY_MS,
      timeZone: null,
    });
    expect(answer).toMatchObject({ outcome: "refused", error: { code: "invalid_fields", fields: [{ path }] } });
  });

  test("of a business that is not there is refused as not found", async () => {
    const asked = {
      reader: { kind: "key" },
      businessId: newId(),
      every: "day",
      by: "service",
      from: null,
      to: null,
      timeZone: null,
    } as const;
    expect(await chartUsage(bench, asked)).toMatchObject({ outcome: "refused", error: { code: "not_found" } });
  });
});

test("by agent the 100 largest of the range are named, the others share one group, and the totals stay", async () => {
  const businessId = await bench.createEmptyBusiness();
  const today = Math.floor((await bench.clock()) / DAY_MS) * DAY_MS;
  const events = Array.from({ length: 130 }, (_, index) => ({
    service: "ai_agent_request",
    quantity: 1 + index,
    at: today - (1 + (index % 2)) * DAY_MS,
    agentId: `agent-${index}`,
    isCorrected: false,
  }));
  await book(businessId, [...events, ...events.slice(0, 2).map((event) => ({ ...event, agentId: null }))]);
  const asked = { businessId, from: today - 2 * DAY_MS, to: today, timeZone: "UTC", every: "day" as const };
  const chartBy = async (by: "agent" | "service") =>
    (await chart({ ...asked, by, reader: { kind: "key" } })).bars.map(({ groups }) => groups);
  const byAgent = await chartBy("agent");
  const keys = new Set(byAgent.flat().map(({ key }) => key));
  expect(keys.size).toBe(102);
  for (const [index, { agentId }] of events.entries()) expect(keys.has(agentId)).toBe(index >= 30);
  for (const groups of byAgent) expect(groups.filter(({ key }) => key === "other" || key === "")).toHaveLength(2);
  const totals = (bars: typeof byAgent) =>
    bars.map((groups) => ({
      events: groups.reduce((sum, { events }) => sum + events, 0),
      charged: groups.reduce((sum, { charged }) => sum + charged, 0n),
    }));
  expect(totals(byAgent)).toEqual(totals(await chartBy("service")));
});
