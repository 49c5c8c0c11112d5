import {
  ALERT_KINDS,
  CAP_WINDOWS,
  ELAPSED_TOLERANCE_MS,
  ENTRY_KINDS,
  GRANT_SOURCES,
  HOLD_GRACE_MS,
  HOLD_STATUSES,
  MAX_CALL_SECONDS,
  MAX_MICRO_TOKENS,
  MAX_QUANTITY,
  MAX_THRESHOLDS,
  NOTICE_CHANNELS,
  NOTICE_KINDS,
  SEED_PACKAGES,
  SEED_PLANS,
  SEED_RATE_CARD,
} from "@farebox/billing-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadAccounts } from "./load-accounts.ts";
import { openTestLedger, type TestLedger } from "./testing/test-ledger.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

async function textOf(constraint: string): Promise<string> {
  const rows = await ledger.asSuperuser<{ text: string }>(
    "select pg_get_constraintdef(oid) as text from pg_constraint where conname = $1",
    [constraint],
  );
  return rows[0]?.text ?? "";
}

/** The quoted words of a check constraint, in its order. */
async function wordsOf(constraint: string): Promise<string[]> {
  return [...(await textOf(constraint)).matchAll(/'([a-z_:]+)'/g)].flatMap(([, word]) => word ?? []);
}

test("the lists in the constraints are the lists of billing-core", async () => {
  expect(await wordsOf("token_grants_source_known")).toEqual([...GRANT_SOURCES]);
  expect(await wordsOf("token_transactions_kind_known")).toEqual([...ENTRY_KINDS]);
  expect(await wordsOf("token_holds_status_known")).toEqual([...HOLD_STATUSES]);
  expect(await wordsOf("business_caps_every_known")).toEqual([...CAP_WINDOWS]);
  expect(await wordsOf("alert_rules_kind_known")).toEqual([...ALERT_KINDS]);
  expect((await textOf("alert_rules_threshold_of_kind")).match(/\d{3,}/g)).toEqual(
    [MAX_THRESHOLDS.tokens, MAX_THRESHOLDS.percent, MAX_THRESHOLDS.runway_hours].map(String),
  );
  expect(await wordsOf("outbox_kind_known")).toEqual([...NOTICE_KINDS]);
  expect(await wordsOf("outbox_channels_known")).toEqual([...NOTICE_CHANNELS]);
});

test("amounts and quantities end where billing-core lets them end", async () => {
  const amount = (micro: bigint) => ledger.asSuperuser("select $1::bigint::micro_tokens", [micro]);
  await expect(amount(MAX_MICRO_TOKENS)).resolves.toHaveLength(1);
  await expect(amount(-MAX_MICRO_TOKENS)).resolves.toHaveLength(1);
  await expect(amount(MAX_MICRO_TOKENS + 1n)).rejects.toMatchObject({ constraint: "micro_tokens_bound" });
  expect(await textOf("usage_tracking_quantity_range")).toContain(String(MAX_QUANTITY));
});

test("calls end, and are overdue, where billing-core lets them", async () => {
  expect(await textOf("token_holds_elapsed_within_a_day")).toContain(String(MAX_CALL_SECONDS));
  expect(await textOf("token_holds_granted_within_a_day")).toContain(String(MAX_CALL_SECONDS));
  expect(await textOf("token_holds_overdue_30_s_after_granted_time")).toContain(`+ ${HOLD_GRACE_MS / 1_000})`);
  expect(await textOf("token_holds_elapsed_within_the_clock")).toContain(`+ (${ELAPSED_TOLERANCE_MS / 1_000})`);
});

test("a new installation has the prices of billing-core", async () => {
  const businessId = await ledger.newBusiness();
  const loaded = await loadAccounts(ledger.db.service, [{ businessId, commands: [] }]);
  const [card, ...others] = loaded.accounts.get(businessId)?.rateCards ?? [];
  expect(others).toEqual([]);
  const byService = (left: { service: string }, right: { service: string }) =>
    left.service.localeCompare(right.service);
  expect(card).toEqual({ ...SEED_RATE_CARD, rates: [...SEED_RATE_CARD.rates].sort(byService) });
});

test("a new installation has the plans of billing-core", async () => {
  const rows = await ledger.asSuperuser("select * from subscription_plans order by position");
  expect(rows.map(toPlan)).toEqual(SEED_PLANS);
});

test("a new installation has the packages of billing-core", async () => {
  const rows = await ledger.asSuperuser("select * from token_packages order by position");
  expect(
    rows.map((row) => ({
      key: row["key"],
      name: row["name"],
      tokens: BigInt(String(row["tokens_micro"])),
      bonus: BigInt(String(row["bonus_micro"])),
      price: { amount: Number(row["price_amount_minor"]), currency: row["price_currency"] },
    })),
  ).toEqual(SEED_PACKAGES);
});

function toPlan(row: Record<string, unknown>) {
  return {
    key: row["key"],
    name: row["name"],
    price:
      row["price_currency"] === null
        ? null
        : { amount: Number(row["price_amount_minor"]), currency: row["price_currency"] },
    intervals: row["billing_intervals"],
    tokens: row["tokens_monthly_micro"] === null ? null : BigInt(String(row["tokens_monthly_micro"])),
    tokensOnce: BigInt(String(row["tokens_once_micro"])),
    features: row["features"],
    entitlements: { agents: row["agents_limit"], concurrentCalls: row["concurrent_calls_limit"] },
  };
}
