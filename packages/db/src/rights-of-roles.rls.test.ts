import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assertSafeRole, UnsafeRole } from "./assert-safe-role.ts";
import { createPool } from "./connections/pool.ts";
import { quietClient } from "./testing/quiet-client.ts";
import { openTestLedger, type TestLedger } from "./testing/test-ledger.ts";

let ledger: TestLedger;
let client: pg.Client;
beforeAll(async () => {
  ledger = await openTestLedger();
  client = quietClient(ledger.database.superuserUrl);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await ledger.close();
});

/** What the service may change in place. Whatever is not here can only be added, or not be written at all. */
const CHANGEABLE: Readonly<Record<string, readonly string[] | "all">> = {
  alert_rules: ["kind", "threshold", "channels", "armed", "last_fired_at", "base_micro", "set_by_owner"],
  api_keys: ["name", "last_used_at", "revoked_at", "expires_at"],
  auth_accounts: "all",
  auto_top_up_attempts: ["status", "closed_at", "decline_code"],
  auto_top_up_rules: [
    "enabled",
    "below_micro",
    "package_key",
    "monthly_cap_minor",
    "consent_by",
    "consent_at",
    "declines_in_a_row",
    "paused_until",
    "turned_off_reason",
    "version",
    "updated_at",
    "waits_for_rise",
  ],
  business_caps: ["limit_micro"],
  business_plans: ["ends_at"],
  business_subscriptions: "all",
  businesses: [
    "name",
    "slug",
    "time_zone",
    "trial_withheld_reason",
    "overdraft_limit_micro",
    "suspended_at",
    "suspended_reason",
    "clock_offset_ms",
    "concurrent_calls_limit",
    "concurrent_calls_limit_set_at",
  ],
  catalogue_epoch: ["epoch"],
  charged_days: ["charged_micro"],
  dead_jobs: ["failures", "error", "last_failed_at", "status", "resolved_at", "resolved_by"],
  invitations: ["role", "status", "expires_at"],
  job_state: ["progress", "moved_at"],
  members: ["role"],
  notice_deliveries: [
    "status",
    "attempts",
    "next_attempt_at",
    "way_closed_at",
    "claimed_until",
    "finished_at",
    "last_status",
    "last_error",
  ],
  outbox: ["fanned_out_at"],
  payment_returns: ["phase", "amount_minor", "less_monthly", "reason", "recorded_at"],
  payments: ["paid_amount_minor"],
  provider_customers: ["deleted_at"],
  provider_events: ["status", "attempts", "next_attempt_at", "claimed_until", "finished_at", "problem", "business_id"],
  provider_prices: ["retired_at"],
  provider_subscriptions: "all",
  plan_changes: ["status", "checkout_session_id", "checkout_url", "closed_at"],
  purchases: [
    "status",
    "checkout_session_id",
    "checkout_url",
    "payment_intent_id",
    "failure_code",
    "opened_at",
    "closed_at",
    "paid_at",
    "paid_amount_minor",
    "paid_by",
  ],
  sandbox_clock: ["offset_ms"],
  scheduled_token_months: ["granted_at", "dropped_at"],
  sessions: "all",
  subscription_plans: ["inversion_acknowledged_at"],
  token_balances: [
    "version",
    "last_seq",
    "ledger_total_micro",
    "debt_micro",
    "last_recorded_at",
    "last_hash",
    "updated_at",
  ],
  token_grants: [
    "remaining_micro",
    "frozen_at",
    "debt_repaid_micro",
    "exhausted_at",
    "expires_at",
    "refunded_micro",
    "refund_debt_micro",
    "refund_shortfall_micro",
  ],
  token_holds: [
    "status",
    "last_seq",
    "elapsed_seconds",
    "accrued_micro",
    "held_micro",
    "lent_micro",
    "granted_seconds",
    "expires_at",
    "closed_at",
    "closed_reason",
    "line_id",
    "settled_at",
  ],
  token_packages: ["inversion_acknowledged_at"],
  usage_agent_days: ["events", "quantity", "charged_micro"],
  usage_days: ["events", "quantity", "charged_micro"],
  usage_quarter_hours: ["events", "quantity", "charged_micro"],
  usage_ref_days: ["events", "quantity", "charged_micro"],
  usage_reviews: ["status", "resolved_at", "line_id", "note"],
  usage_roll_ups: ["seq", "moved_at"],
  users: "all",
  verifications: "all",
  webhook_endpoints: [
    "url",
    "description",
    "kinds",
    "updated_at",
    "disabled_at",
    "disabled_reason",
    "failing_since",
    "failures_in_a_row",
    "last_delivered_at",
    "deleted_at",
  ],
  webhook_secrets: ["signs_until"],
};

test("the service changes in place only what it must", async () => {
  const { rows } = await client.query<{ table_name: string; columns: string[]; every: boolean }>(`
    select table_name, array_agg(column_name::text order by ordinal_position) as columns,
      count(*) = (select count(*) from information_schema.columns own where own.table_schema = 'public' and own.table_name = granted.table_name) as every
    from information_schema.column_privileges granted
    join information_schema.columns columns using (table_schema, table_name, column_name)
    where grantee = 'farebox_service' and privilege_type = 'UPDATE' and table_schema = 'public'
    group by table_name`);
  const changeable = Object.fromEntries(
    rows.map(({ table_name, columns, every }) => [table_name, every ? "all" : [...columns].sort()]),
  );
  const expected = Object.fromEntries(
    Object.entries(CHANGEABLE).map(([name, columns]) => [name, columns === "all" ? columns : [...columns].sort()]),
  );
  expect(changeable).toEqual(expected);
});

test("O11 I13 nobody but the owner may update, delete or truncate what was written down", async () => {
  for (const table of [
    "token_transactions",
    "usage_tracking",
    "usage_corrections",
    "idempotency_keys",
    "provider_facts",
    "payment_return_runs",
  ]) {
    for (const statement of [
      `update ${table} set business_id = business_id`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ]) {
      for (const role of ["farebox_service", "farebox_member"]) {
        await client.query("begin");
        await client.query(`set local role ${role}`);
        await expect(client.query(statement), `${role}: ${statement}`).rejects.toMatchObject({ code: "42501" });
        await client.query("rollback");
      }
    }
  }
});

test("only the service may remove rows, and only people, their sessions, their places, what they read and prefer, caps, alert rules, dead jobs and old deliveries", async () => {
  const { rows } = await client.query<{ removes: string }>(`
    select distinct grantee || ' ' || privilege_type || ' ' || table_name as removes
    from information_schema.table_privileges
    where table_schema = 'public' and grantee <> 'farebox_owner' and privilege_type in ('DELETE', 'TRUNCATE')
    order by 1`);
  const removable = [
    "alert_rules",
    "auth_accounts",
    "business_caps",
    "dead_jobs",
    "invitations",
    "members",
    "notice_deliveries",
    "notice_preferences",
    "notice_reads",
    "sessions",
    "users",
    "verifications",
    "webhook_attempts",
    "webhook_secrets",
  ];
  expect(rows.map(({ removes }) => removes)).toEqual(removable.map((table) => `farebox_service DELETE ${table}`));
});

test("A14 the roles we work as are safe, and a pool of another role is refused", async () => {
  await ledger.db.assertSafeRoles();
  const asOwner = createPool(ledger.database.ownerUrl, { role: "farebox_owner" });
  await expect(assertSafeRole(asOwner)).rejects.toBeInstanceOf(UnsafeRole);
  await asOwner.end();
});

test("A14 a service that could become the owner is refused", async () => {
  await client.query("create role farebox_service_too_strong");
  await client.query("grant farebox_owner to farebox_service_too_strong");
  const pool = createPool(ledger.database.superuserUrl, { role: "farebox_service_too_strong" as "farebox_service" });
  try {
    await expect(assertSafeRole(pool)).rejects.toThrow("may become the owner");
  } finally {
    await pool.end();
    await client.query("drop role farebox_service_too_strong");
  }
});
