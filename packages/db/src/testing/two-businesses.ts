import { randomUUID } from "node:crypto";
import { DAY_MS, tokens } from "@farebox/billing-core";
import {
  correctUsageCommand,
  extendHoldCommand,
  grantCommand,
  openHoldCommand,
  recordUsageCommand,
  voidHoldCommand,
} from "@farebox/billing-core/testing";
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
    recordUsageCommand({ lineId: randomUUID(), key: "message-2" }),
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
  await fillIdentity(ledger, businessId, name);
  return businessId;
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
    `insert into invitations (business_id, id, email, role, inviter_id, expires_at)
    values ($1, $2, 'somebody@example.com', 'member', $3, now() + interval '1 day')`,
    [businessId, randomUUID(), name],
  );
  await run(
    `insert into api_keys (id, key_hash, prefix, last4, business_id, name, scopes, mode)
    values ($1, sha256(convert_to($3, 'UTF8')), 'fb_test', 'abcd', $2, $3, '{read}', 'test')`,
    [randomUUID(), businessId, name],
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
