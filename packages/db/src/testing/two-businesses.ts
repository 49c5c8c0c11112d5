import { randomUUID } from "node:crypto";
import { DAY_MS, tokens } from "@farebox/billing-core";
import {
  apply,
  aSubscription,
  correctUsageCommand,
  extendHoldCommand,
  grantCommand,
  openHoldCommand,
  recordUsageCommand,
  refundOf,
  starterLine,
  voidHoldCommand,
} from "@farebox/billing-core/testing";
import { rollUpUsage } from "../usage/roll-up-usage.ts";
import type { TestLedger } from "./test-ledger.ts";

/** Two businesses with rows in every table there is, under the same keys, so that only the tenant tells them apart. */
export async function fillTwoBusinesses(ledger: TestLedger): Promise<{ own: string; foreign: string }> {
  const [own, foreign] = [await fill(ledger, "own"), await fill(ledger, "foreign")];
  return { own, foreign };
}

async function fill(ledger: TestLedger, name: string): Promise<string> {
  const businessId = await ledger.newBusiness();
  const [lineId, liveId, voidedId] = [randomUUID(), randomUUID(), randomUUID()];
  await ledger.submit(businessId, [
    grantCommand({ grantId: randomUUID(), key: "welcome" }),
    grantCommand({ grantId: randomUUID(), scope: "fact", key: `invoice:${name}`, tokens: tokens(3) }),
    recordUsageCommand({ lineId, key: "message-1", agentId: "anna", metadata: { from: name } }),
    recordUsageCommand({ lineId: randomUUID(), key: "message-2", ref: `order of ${name}` }),
    recordUsageCommand({ lineId: randomUUID(), key: "late", occurredAt: Date.now() - 40 * DAY_MS }),
  ]);
  await ledger.submit(businessId, [
    correctUsageCommand({ correctionId: randomUUID(), lineId }),
    openHoldCommand({ holdId: liveId, callId: "call-1", agentId: name }),
    openHoldCommand({ holdId: voidedId, callId: "call-2" }),
    { kind: "set_caps", caps: [{ agentId: name, every: "day", limit: tokens(50) }] },
  ]);
  await ledger.submit(businessId, [
    extendHoldCommand({ holdId: liveId, elapsedSeconds: 4 }),
    voidHoldCommand({ holdId: voidedId, reason: `said by ${name}` }),
  ]);
  await fillSelling(ledger, businessId, name);
  await rollUpUsage(ledger.db.service, businessId);
  await fillIdentity(ledger, businessId, name);
  return businessId;
}

/** A purchase that was paid and refunded, a yearly subscription, an automatic top-up under way, a plan of its own. */
async function fillSelling(ledger: TestLedger, businessId: string, name: string): Promise<void> {
  const run = (text: string, parameters: readonly unknown[]) => ledger.asSuperuser(text, parameters);
  const purchaseId = randomUUID();
  await run(
    `insert into purchases (business_id, id, package_key, kind, tokens_micro, bonus_micro, price_amount_minor, price_currency, created_at)
    select $1, id, 'starter_pack', kind, 5000000, 0, 500, 'usd', now() from unnest($2::uuid[], '{package,top_up}'::text[]) as made (id, kind)`,
    [businessId, [purchaseId, randomUUID()]],
  );
  const payment = { key: `purchase:${purchaseId}`, paid: 500, currency: "usd" } as const;
  const now = Date.now();
  const months = [0, 1, 2].map((month) => ({
    startAt: now + month * 30 * DAY_MS,
    endAt: now + (month + 1) * 30 * DAY_MS,
  }));
  await ledger.submit(businessId, [
    apply({ fact: "purchase_paid", purchaseId, amount: 500, currency: "usd", paidBy: `pi_${name}` }),
    apply(refundOf(payment, { amount: 100 })),
    apply({ fact: "subscription_state", subscription: aSubscription({ id: `sub_${name}` }) }),
    apply(starterLine(0, { lineId: `il_${name}`, subscriptionId: `sub_${name}`, months })),
  ]);
  await run(
    `insert into auto_top_up_rules (business_id, enabled, below_micro, package_key, monthly_cap_minor, consent_by, consent_at)
    values ($1, true, 1000000, 'starter_pack', 5000, $2, now())`,
    [businessId, name],
  );
  await run(
    `insert into auto_top_up_attempts (business_id, id, purchase_id, price_amount_minor, price_currency, created_at)
    select business_id, $2, id, 500, 'usd', now() from purchases where business_id = $1 and kind = 'top_up'`,
    [businessId, randomUUID()],
  );
  await run(
    `insert into business_plans (business_id, id, plan_key, name, billing_interval, price_amount_minor, price_currency, tokens_monthly_micro, starts_at, created_by)
    values ($1, $2, 'enterprise', $3, 'month', 50000, 'usd', 90000000, now(), 'operator')`,
    [businessId, randomUUID(), name],
  );
  await run(
    `insert into plan_changes (business_id, id, request_key, plan_key, billing_interval, action)
    values ($1, $2, 'plan-1', 'pro', 'month', 'create')`,
    [businessId, randomUUID()],
  );
  await run(
    `insert into request_keys (business_id, scope, request_key, subject_id, asked) values ($1, 'purchase', 'bought-1', $2, '{}')`,
    [businessId, purchaseId],
  );
  const noticeId = randomUUID();
  await run(
    `insert into outbox (business_id, id, dedupe_key, kind, payload, occurred_at)
    values ($1, $2, 'told-1', 'unusual_day', jsonb_build_object('told', $3::text), now())`,
    [businessId, noticeId, name],
  );
  await run(
    `insert into notice_deliveries (business_id, id, notice_id, channel, recipient, first_due_at, next_attempt_at)
    values ($1, $2, $3, 'webhook', $4, now(), now())`,
    [businessId, randomUUID(), noticeId, name],
  );
  const endpointId = randomUUID();
  await run(
    "insert into webhook_endpoints (business_id, id, url, created_at) values ($1, $2, 'https://example.com/' || $3, now())",
    [businessId, endpointId, name],
  );
  await run(
    "insert into webhook_secrets (business_id, endpoint_id, id, sealed, created_at) values ($1, $2, $3, sha256('sealed'), now())",
    [businessId, endpointId, randomUUID()],
  );
  await run(
    `insert into webhook_attempts (business_id, id, endpoint_id, message_id, type, attempted_at, duration_ms, status)
    values ($1, $2, $3, $4, 'test', now(), 1, 200)`,
    [businessId, randomUUID(), endpointId, name],
  );
  await run("insert into provider_customers (customer_id, business_id) values ($2, $1)", [businessId, `cus_${name}`]);
  await run(
    `insert into provider_events (event_id, type, is_live, event_created_at, payload, business_id)
    values ($2, 'invoice.paid', false, now(), '{}', $1)`,
    [businessId, `evt_${name}`],
  );
  await run(
    `insert into provider_prices (price_id, product_id, lookup_key, kind, plan_key, billing_interval, business_id, amount_minor, currency, tokens_micro)
    values ($2, 'prod_1', $2, 'plan', 'enterprise', 'month', $1, 50000, 'usd', 90000000)`,
    [businessId, `price_${name}`],
  );
}

async function fillIdentity(ledger: TestLedger, businessId: string, name: string): Promise<void> {
  const cardId = randomUUID();
  const run = (text: string, parameters: readonly unknown[]) => ledger.asSuperuser(text, parameters);
  await run("insert into users (id, name, email) values ($1, $1, $1 || '@example.com')", [name]);
  await run("insert into sessions (id, user_id, token, expires_at) values ($1, $1, $1, now() + interval '1 day')", [
    name,
  ]);
  await run("insert into auth_accounts (id, user_id, account_id, provider_id) values ($1, $1, $1, 'credential')", [
    name,
  ]);
  await run(
    "insert into verifications (id, identifier, value, expires_at) values ($1, $1, $1, now() + interval '1 day')",
    [name],
  );
  await run("insert into members (business_id, id, user_id, role) values ($1, $2, $3, 'owner')", [
    businessId,
    randomUUID(),
    name,
  ]);
  await run(
    "insert into notice_reads (business_id, user_id, notice_id) select $1, $2, id from outbox where business_id = $1",
    [businessId, name],
  );
  await run("insert into notice_preferences (business_id, user_id, kind) values ($1, $2, 'unusual_day')", [
    businessId,
    name,
  ]);
  await run(
    `insert into invitations (business_id, id, email, role, inviter_id, expires_at)
    values ($1, $2, 'somebody@example.com', 'member', $3, now() + interval '1 day')`,
    [businessId, randomUUID(), name],
  );
  await run(
    `insert into api_keys (id, key_hash, prefix, last4, business_id, name, scopes, mode)
    values ($1, sha256(convert_to($3, 'UTF8')), 'fb_test', 'abcd', $2, $3, '{read}', 'test')`,
    [randomUUID(), businessId, name],
  );
  await run(
    "insert into dead_jobs (id, task, payload, error) values ($1, 'a_task', jsonb_build_object('of', $2::text), 'broke')",
    [randomUUID(), name],
  );
  await run("insert into trial_claims (user_id, ordinal, business_id) values ($1, 1, $2)", [name, businessId]);
  await run("insert into rate_cards (id, business_id, version, valid_from) values ($1, $2, 1, now())", [
    cardId,
    businessId,
  ]);
  await run(
    `insert into token_rates (rate_card_id, service, tokens_micro, per, unit, shape)
    values ($1, 'fax', 1000000, 1, 'page', 'event')`,
    [cardId],
  );
}
