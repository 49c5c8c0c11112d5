import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type AlertRule, type Command, type NoticeOf, tokens } from "@farebox/billing-core";
import {
  apply,
  aSubscription,
  grantCommand,
  proUpgrade,
  recordUsageCommand,
  SUBSCRIBED_AT,
  starterLine,
} from "@farebox/billing-core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COMMIT_USAGE } from "../commit-effects.sql.ts";
import { commitEffects } from "../commit-effects.ts";
import { CommittedBatch } from "../committed-batch.ts";
import { loadAccounts } from "../load-accounts.ts";
import { insertNotice } from "../outbox/insert-notice.ts";
import { decideOn, openTestLedger, type TestLedger } from "../testing/test-ledger.ts";
import { verifyLedger } from "../verify-ledger/verify-ledger.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

const give = (whole: number, fields = {}) =>
  grantCommand({ grantId: randomUUID(), key: randomUUID(), source: "bonus", tokens: tokens(whole), ...fields });
const use = (whole: number) =>
  recordUsageCommand({ lineId: randomUUID(), key: randomUUID(), service: "ai_agent_request", quantity: whole });

async function rulesOf(businessId: string): Promise<readonly AlertRule[]> {
  const { accounts } = await loadAccounts(ledger.db.service, [{ businessId, commands: [] }]);
  return accounts.get(businessId)?.alertRules ?? [];
}

type ToldRow = { dedupe_key: string; kind: string; payload: Record<string, unknown>; channels: string[] | null };

function toldOf(businessId: string): Promise<ToldRow[]> {
  const asked = "select dedupe_key, kind, payload, channels from outbox where business_id = $1 order by id";
  return ledger.asSuperuser<ToldRow>(asked, [businessId]);
}

async function problemsOf(businessId: string): Promise<unknown[]> {
  const checks = await verifyLedger(ledger.db.service, { businessIds: [businessId] });
  return checks.flatMap(({ findings }) => findings);
}

test("a business begins with one rule, at 100 tokens by every way, that waits for tokens", async () => {
  expect(await rulesOf(await ledger.newBusiness())).toMatchObject([
    {
      kind: "tokens",
      threshold: tokens(100),
      channels: ["in_app", "email", "webhook"],
      armed: false,
      lastFiredAt: null,
      setByOwner: false,
    },
  ]);
});

test("the commit that crosses the line writes the notice and disarms the rule; the next below it writes neither", async () => {
  const businessId = await ledger.newBusiness();
  await ledger.submit(businessId, [give(150)]);
  await ledger.submit(businessId, [use(60)]);
  await ledger.submit(businessId, [use(10)]);
  const [rule] = await rulesOf(businessId);
  expect(rule).toMatchObject({ armed: false });
  expect(rule?.lastFiredAt).not.toBeNull();
  expect(await toldOf(businessId)).toMatchObject([
    {
      kind: "balance_low",
      channels: ["in_app", "email", "webhook"],
      payload: {
        ruleId: rule?.id,
        balanceMicroTokens: 90_000_000,
        line: { kind: "tokens", thresholdMicroTokens: 100_000_000 },
      },
    },
  ]);
  expect(await problemsOf(businessId)).toEqual([]);
});

test("30 crossings written by many at once are 30 notices", async () => {
  const businessId = await ledger.newBusiness();
  for (let round = 0; round < 30; round += 1) {
    await ledger.submit(businessId, [give(120)]);
    await Promise.all(Array.from({ length: 6 }, () => ledger.submit(businessId, [use(20)])));
  }
  const told = await toldOf(businessId);
  expect(told).toHaveLength(30);
  expect(new Set(told.map(({ dedupe_key }) => dedupe_key)).size).toBe(30);
  expect(await problemsOf(businessId)).toEqual([]);
});

test("of two commits that both cross the line, decided on one version, one is written and told", async () => {
  const businessId = await ledger.newBusiness();
  await ledger.submit(businessId, [give(150)]);
  const decisions = await Promise.all(
    [use(60), use(70)].map(async (command) => {
      const loaded = await loadAccounts(ledger.db.service, [{ businessId, commands: [command] }]);
      return { loaded, effects: decideOn(loaded, businessId, [command]) };
    }),
  );
  const written = await Promise.all(
    decisions.map(({ loaded, effects }) => commitEffects(ledger.db.service, loaded, effects === null ? [] : [effects])),
  );
  expect(written.filter(({ committed }) => committed.has(businessId))).toHaveLength(1);
  expect(await toldOf(businessId)).toHaveLength(1);
});

test("a commit that crosses no line is written by the smallest statement", async () => {
  const businessId = await ledger.newBusiness();
  await ledger.submit(businessId, [give(500)]);
  const isSmallest = async (command: Command) => {
    const loaded = await loadAccounts(ledger.db.service, [{ businessId, commands: [command] }]);
    const effects = decideOn(loaded, businessId, [command]);
    const account = loaded.accounts.get(businessId);
    if (effects === null || account === undefined) throw new Error("nothing to write");
    const batch = new CommittedBatch();
    batch.add(account, effects);
    return batch.toStatement().text === COMMIT_USAGE;
  };
  expect(await isSmallest(use(400))).toBe(true);
  expect(await isSmallest(use(401))).toBe(false);
});

test("with only the trial mail waits until 20 are left, and what arrives next brings the usual rule back", async () => {
  const businessId = await ledger.newBusiness();
  await ledger.submit(businessId, [give(100, { source: "trial", scope: "fact", key: `trial:${businessId}` })]);
  const summary = async () =>
    (await rulesOf(businessId))
      .map(({ threshold, channels, armed }) => `${threshold / 1_000_000n} ${channels.join(" ")} ${armed}`)
      .sort();
  expect(await summary()).toEqual(["100 in_app webhook true", "20 email true"]);
  await ledger.submit(businessId, [use(85)]);
  expect((await toldOf(businessId)).map(({ channels }) => channels)).toHaveLength(2);
  await ledger.submit(businessId, [give(1_000)]);
  expect(await summary()).toEqual(["100 in_app email webhook true"]);
  expect(await problemsOf(businessId)).toEqual([]);
});

test("businesses that were there before rules get those they would have, armed as they stand", async () => {
  const trial = (id: string) => give(100, { source: "trial", scope: "fact", key: `trial:${id}` });
  const [fresh, tried, low, coming] = await Promise.all([1, 2, 3, 4].map(() => ledger.newBusiness()));
  if (!fresh || !tried || !low || !coming) throw new Error("no business was made");
  await ledger.submit(tried, [trial(tried)]);
  await ledger.submit(low, [give(150)]);
  await ledger.submit(low, [use(100)]);
  await ledger.submit(coming, [give(500, { effectiveAt: Date.now() + 3_600_000 })]);
  const all = [fresh, tried, low, coming];
  await ledger.asSuperuser("delete from alert_rules where business_id = any ($1)", [all]);
  const written = await readFile(join(MIGRATIONS, "20250922000013_alerts_and_outbox.sql"), "utf8");
  const [, backfill = ""] = /(with\nstanding as [^;]+);/.exec(written) ?? [];
  await ledger.asSuperuser(`${backfill} where business_id in (select unnest($1::uuid[]))`, [all]);
  const stands = async (id: string) =>
    (await rulesOf(id)).map(({ threshold, channels, armed }) => [threshold, channels.join(" "), armed]);
  expect(await stands(fresh)).toEqual([[tokens(100), "in_app email webhook", false]]);
  expect((await stands(tried)).sort()).toEqual([
    [tokens(100), "in_app webhook", true],
    [tokens(20), "email", true],
  ]);
  expect(await stands(low)).toEqual([[tokens(100), "in_app email webhook", false]]);
  expect(await stands(coming)).toEqual([[tokens(100), "in_app email webhook", false]]);
});

const MIGRATIONS = join(import.meta.dirname, "../../../../supabase/migrations");

test("rules that are set replace all there were; none is no warning", async () => {
  const businessId = await ledger.newBusiness();
  const line = { kind: "tokens", channels: ["webhook", "in_app"] } as const;
  await ledger.submit(businessId, [give(150)]);
  const rules = [tokens(50), tokens(20)].map((threshold) => ({ ...line, id: randomUUID(), threshold }));
  await ledger.submit(businessId, [{ kind: "set_alerts", rules }]);
  expect((await rulesOf(businessId)).map(({ id }) => id)).toEqual(rules.map(({ id }) => id).sort());
  await ledger.submit(businessId, [{ kind: "set_alerts", rules: [] }, use(140)]);
  expect(await rulesOf(businessId)).toEqual([]);
  expect(await toldOf(businessId)).toEqual([]);
});

test("percent are of what the last month brought, also when nothing of it is left or it was upgraded", async () => {
  const businessId = await ledger.newBusiness();
  const id = `sub_${businessId}`;
  const ids = { subscriptionId: id };
  const month = { startAt: Date.now() - 1_000, endAt: Date.now() + 28 * 86_400_000 };
  await ledger.submit(businessId, [
    apply({ fact: "subscription_state", subscription: aSubscription({ id, asOf: SUBSCRIBED_AT }) }),
    apply(starterLine(0, { ...ids, lineId: `il_${businessId}`, payment: payment("a"), months: [month] })),
    apply(
      proUpgrade(0, { ...ids, lineId: `up_${businessId}`, payment: payment("b"), proratedAt: month.startAt, month }),
    ),
  ]);
  await ledger.submit(businessId, [use(4_990)]);
  await ledger.submit(businessId, [
    { kind: "set_alerts", rules: [{ id: randomUUID(), kind: "percent", threshold: 50n, channels: ["email"] }] },
  ]);
  expect(await rulesOf(businessId)).toMatchObject([{ base: tokens(5_000), armed: false }]);
  await ledger.submit(businessId, [give(5_000)]);
  await ledger.submit(businessId, [use(4_000)]);
  const low = (await toldOf(businessId)).filter(({ kind, payload }) => kind === "balance_low" && isOfPercent(payload));
  expect(low).toHaveLength(1);

  function payment(name: string) {
    return { key: `invoice:in_${name}_${businessId}`, paid: 2_000, currency: "usd" } as const;
  }

  function isOfPercent({ line }: Record<string, unknown>): boolean {
    return typeof line === "object" && line !== null && "percent" in line;
  }
});

test("what a commit told already is not told again, and the commit is whole all the same", async () => {
  const businessId = await ledger.newBusiness();
  const adjustment = give(5, { source: "adjustment", reason: "sorry" });
  const key = `grant_adjusted:${adjustment.grantId}`;
  expect(await tell(key)).toBe(true);
  await ledger.submit(businessId, [adjustment]);
  expect(await toldOf(businessId)).toMatchObject([{ dedupe_key: key, kind: "unusual_day" }]);

  async function tell(dedupeKey: string) {
    return insertNotice(ledger.db.service, { businessId, notice: { ...UNUSUAL, id: randomUUID(), dedupeKey } });
  }
});

test("a fact that many find at once is told once", async () => {
  const businessId = await ledger.newBusiness();
  const notice = { ...UNUSUAL, dedupeKey: "unusual_day:2026-01-31" };
  const told = await Promise.all(
    Array.from({ length: 8 }, () =>
      insertNotice(ledger.db.service, { businessId, notice: { ...notice, id: randomUUID() } }),
    ),
  );
  expect(told.filter(Boolean)).toHaveLength(1);
  expect(await toldOf(businessId)).toMatchObject([{ payload: UNUSUAL.payload, channels: null }]);
});

const UNUSUAL: Omit<NoticeOf<"unusual_day">, "id" | "dedupeKey"> = {
  kind: "unusual_day",
  payload: { day: "2026-01-31", timeZone: "UTC", chargedMicroTokens: 5_000_000, usualMicroTokens: 1_000_000 },
  channels: null,
  occurredAt: 0,
};
