import { randomUUID } from "node:crypto";
import { type Command, DAY_MS, type Fact, type NoticeOf, tokens } from "@farebox/billing-core";
import {
  apply,
  aSubscription,
  captureHoldCommand,
  correctUsageCommand,
  extendHoldCommand,
  grantCommand,
  openHoldCommand,
  recordUsageCommand,
  refundOf,
  resolveReviewCommand,
  starterLine,
  voidHoldCommand,
} from "@farebox/billing-core/testing";
import { insertApiKey, listApiKeys, revokeApiKey } from "../access/api-keys.ts";
import { readBusinessAccess } from "../access/business-access.ts";
import { listOpenInvitations, replaceInvitation, settleInvitation } from "../access/invitations.ts";
import { deleteMember, insertMemberOnce, listMembers, lockMembers, updateMemberRole } from "../access/members.ts";
import { readBalance, readBalances, readOwnBalance } from "../balances/read-balance.ts";
import { readBusinessTime } from "../balances/read-business-time.ts";
import { touchBalance } from "../balances/touch-balance.ts";
import { withholdTrial } from "../businesses/claim-trial.ts";
import { readBusiness } from "../businesses/read-business.ts";
import { setClockOffset } from "../businesses/set-clock-offset.ts";
import { insertBusinessCardOnce } from "../catalogue/insert-business-card.ts";
import { listRateCards } from "../catalogue/list-rate-cards.ts";
import { readSubscription } from "../catalogue/read-subscription.ts";
import { commitEffects } from "../commit-effects.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { listHolds } from "../holds/list-holds.ts";
import { loadAccounts } from "../load-accounts.ts";
import { insertNotice } from "../outbox/insert-notice.ts";
import { readCustomerOf } from "../provider/customers.ts";
import { createPurchaseOnce } from "../purchases/create-purchase.ts";
import { listUnpaidPurchases } from "../purchases/list-open-purchases.ts";
import { closePurchase, listPurchases, openPurchase, readPurchase } from "../purchases/move-purchase.ts";
import { insertRequestOnce, readRequest } from "../purchases/request-keys.ts";
import { listPayments } from "../selling/read-payments.ts";
import { endBusinessPlan, insertBusinessPlanOnce, listBusinessPlans } from "../subscriptions/business-plans.ts";
import { listScheduledMonths } from "../subscriptions/list-scheduled-months.ts";
import { closePlanChange, notePlanCheckout, openPlanChange, readPlanChange } from "../subscriptions/plan-changes.ts";
import { readProviderSubscriptions } from "../subscriptions/provider-subscriptions.ts";
import { closeTopUpAttempt, openTopUpAttempt, settleTopUpAttempts } from "../top-up/top-up-attempts.ts";
import { readTopUp, saveTopUpRule } from "../top-up/top-up-rules.ts";
import { listTransactions } from "../transactions/list-transactions.ts";
import { readTransaction } from "../transactions/read-transaction.ts";
import { listCallServices } from "../usage/list-call-services.ts";
import { listReviews } from "../usage/list-reviews.ts";
import { listUnbookedOfRefs, listUsageLines, listUsageLinesOfRefs } from "../usage/list-usage-lines.ts";
import { readPricePaid } from "../usage/read-price-paid.ts";
import { readRollUpLag, rollUpUsage } from "../usage/roll-up-usage.ts";
import { sumAgentServices, sumAgents, sumServices } from "../usage/sum-by-agent.ts";
import { sumRefs } from "../usage/sum-by-ref.ts";
import { sumDays, sumLines, sumQuarterHours } from "../usage/sum-usage.ts";
import { NO_FILTERS } from "./no-filters.ts";
import { STATEMENTS_OF_EXPORTS } from "./statements-of-exports.ts";
import { STATEMENTS_OF_NOTICES } from "./statements-of-notices.ts";
import { STATEMENTS_OF_WEBHOOKS } from "./statements-of-webhooks.ts";
import { decideOn } from "./test-ledger.ts";

/** What a caller of one business may put into a statement: the own business, and some id that may be anybody's. */
export type Ask = { readonly businessId: string; readonly id: string; readonly key: string };

/** Every function of the package that asks or changes one business, by name. */
export const STATEMENTS_OF_A_BUSINESS: Readonly<Record<string, (sql: SqlRunner, ask: Ask) => Promise<unknown>>> = {
  loadAccounts: async (sql, ask) => {
    const commands = [...commandsOf(ask), ...factsNaming(ask.id).map((fact) => apply(fact))];
    const request = { businessId: ask.businessId, commands, holdIds: [ask.id] };
    const loaded = await loadAccounts(sql, [request]);
    return [...loaded.accounts.values()].map(
      ({
        grants,
        holds,
        caps,
        alertRules,
        planMonthTokens,
        charged,
        remembered,
        lines,
        reviews,
        rateCards,
        selling,
      }) => {
        const byName = { remembered: [...remembered], lines: [...lines], reviews: [...reviews] };
        const sold = selling && { ...selling, payments: [...selling.payments], purchases: [...selling.purchases] };
        return { grants, holds, caps, alertRules, planMonthTokens, charged, rateCards, sold, ...byName };
      },
    );
  },
  commitEffects: async (sql, ask) => {
    const commands = commandsOf(ask);
    const loaded = await loadAccounts(sql, [{ businessId: ask.businessId, commands }]);
    const effects = decideOn(loaded, ask.businessId, commands);
    const { committed } = await commitEffects(sql, loaded, effects === null ? [] : [effects]);
    return [...committed];
  },
  readBalance: (sql, { businessId }) => readBalance(sql, businessId),
  readBalances: async (sql, { businessId }) => [...(await readBalances(sql, [businessId]))],
  readOwnBalance: (sql, { businessId }) => readOwnBalance(sql, businessId),
  readBusiness: (sql, { businessId }) => readBusiness(sql, businessId),
  readBusinessTime: (sql, { businessId }) => readBusinessTime(sql, businessId),
  readBusinessAccess: (sql, { businessId, id }) => readBusinessAccess(sql, { businessId, userId: id }),
  readSubscription: (sql, { businessId }) => readSubscription(sql, businessId),
  listRateCards: (sql, { businessId }) => listRateCards(sql, businessId),
  listHolds: (sql, { businessId, id }) =>
    Promise.all(
      [null, id].map((beforeId) => listHolds(sql, { businessId, status: null, agentId: null, beforeId, limit: 200 })),
    ),
  listTransactions: (sql, { businessId, id }) =>
    Promise.all(
      [
        {},
        { search: id },
        { search: "foreign" },
        { service: "sms" },
        { agentId: "anna" },
        { type: "usage" },
        { from: RANGE.from },
        { status: "settled" as const },
        { status: "corrected" as const },
        { status: "abandoned" as const },
        { leastAmount: tokens(1) },
        { search: "nothing", searchedPayments: ["invoice:foreign", "invoice:own"] },
      ].flatMap((asked) =>
        [null, 1_000_000n].map((beforeSeq) =>
          listTransactions(sql, { businessId, filters: { ...NO_FILTERS, ...asked }, beforeSeq, limit: 200 }),
        ),
      ),
    ),
  readTransaction: (sql, { businessId, id }) => readTransaction(sql, { businessId, id }),
  ...STATEMENTS_OF_EXPORTS,
  ...STATEMENTS_OF_NOTICES,
  ...STATEMENTS_OF_WEBHOOKS,
  listReviews: (sql, { businessId, id }) =>
    Promise.all([null, id].map((afterId) => listReviews(sql, { businessId, status: "pending", afterId, limit: 200 }))),
  listUsageLines: (sql, { businessId, id }) =>
    Promise.all(
      [null, { occurredAt: RANGE.from, id }].map((after) =>
        listUsageLines(sql, { businessId, ...RANGE, after, limit: 200 }),
      ),
    ),
  listUsageLinesOfRefs: (sql, { businessId, key }) => listUsageLinesOfRefs(sql, { businessId, refs: [key, "foreign"] }),
  listUnbookedOfRefs: (sql, { businessId, key }) => listUnbookedOfRefs(sql, { businessId, refs: [key, "foreign"] }),
  sumQuarterHours: (sql, { businessId }) => sumQuarterHours(sql, { businessId, range: RANGE, starts: [RANGE.from] }),
  sumDays: (sql, { businessId }) =>
    sumDays(sql, { businessId, fromDay: "2020-01-01", toDay: "2099-01-01", startDays: ["2020-01-01"] }),
  sumLinesByService: (sql, { businessId }) =>
    sumLines(sql, { businessId, by: "service", range: RANGE, starts: [RANGE.from] }),
  sumLinesByAgent: (sql, { businessId }) =>
    sumLines(sql, { businessId, by: "agent", range: RANGE, starts: [RANGE.from] }),
  sumAgents: (sql, { businessId }) => sumAgents(sql, { ...AGENT_DAYS, businessId }),
  sumServices: (sql, { businessId }) => sumServices(sql, { ...AGENT_DAYS, businessId }),
  readRollUpLag: (sql, { businessId }) => readRollUpLag(sql, businessId),
  sumAgentServices: (sql, { businessId }) => sumAgentServices(sql, { ...AGENT_DAYS, businessId }),
  sumRefs: (sql, { businessId }) =>
    sumRefs(sql, { businessId, range: RANGE, days: { from: "2020-01-01", to: "2020-01-01" }, limit: 50 }),
  readPricePaid: (sql, { businessId }) => readPricePaid(sql, businessId),
  listCallServices: (sql, { businessId }) => listCallServices(sql, businessId),
  rollUpUsage: (sql, { businessId }) => rollUpUsage(sql, businessId),
  setClockOffset: (sql, { businessId }) => setClockOffset(sql, { businessId, clockOffsetMs: 0 }),
  withholdTrial: (sql, { businessId }) => withholdTrial(sql, { businessId, reason: "trials_used" }),
  listMembers: (sql, { businessId }) => listMembers(sql, businessId),
  lockMembers: (sql, { businessId }) => lockMembers(sql, businessId),
  insertMemberOnce: (sql, { businessId }) =>
    insertMemberOnce(sql, { id: randomUUID(), businessId, userId: "own", role: "owner" }),
  updateMemberRole: (sql, { businessId, id }) => updateMemberRole(sql, { businessId, memberId: id, role: "member" }),
  deleteMember: (sql, { businessId, id }) => deleteMember(sql, { businessId, memberId: id }),
  listOpenInvitations: (sql, { businessId }) => listOpenInvitations(sql, businessId),
  replaceInvitation: (sql, { businessId }) => replaceInvitation(sql, { ...INVITATION, id: randomUUID(), businessId }),
  settleInvitation: (sql, { businessId, id }) => settleInvitation(sql, { businessId, id, status: "canceled" }),
  listApiKeys: (sql, { businessId }) => listApiKeys(sql, businessId),
  revokeApiKey: (sql, { businessId, id }) => revokeApiKey(sql, { businessId, id }),
  createPurchaseOnce: (sql, { businessId, key }) =>
    createPurchaseOnce(sql, { ...PURCHASE, businessId, id: randomUUID(), requestKey: key }),
  openPurchase: (sql, { businessId, id }) => openPurchase(sql, { ...OPENED, businessId, id }),
  closePurchase: (sql, { businessId, id }) =>
    closePurchase(sql, { businessId, id, status: "failed", failureCode: "card_declined" }),
  readPurchase: (sql, { businessId, id }) => readPurchase(sql, { businessId, id }),
  listPurchases: (sql, { businessId }) => listPurchases(sql, { businessId, limit: 50 }),
  listUnpaidPurchases: (sql, { businessId, id }) =>
    Promise.all(
      [null, id].map((exceptId) => listUnpaidPurchases(sql, { businessId, packageKey: "starter_pack", exceptId })),
    ),
  readRequest: (sql, { businessId, key }) => readRequest(sql, { businessId, scope: "purchase", requestKey: key }),
  insertRequestOnce: (sql, { businessId, key }) =>
    insertRequestOnce(sql, { businessId, scope: "purchase", requestKey: key, subjectId: randomUUID(), asked: {} }),
  openPlanChange: (sql, { businessId, key }) =>
    openPlanChange(sql, { ...PLAN_CHANGE, businessId, id: randomUUID(), requestKey: key }),
  readPlanChange: (sql, { businessId, id }) => readPlanChange(sql, { businessId, id }),
  notePlanCheckout: (sql, { businessId, id }) =>
    notePlanCheckout(sql, { businessId, id, sessionId: "cs_own", url: "https://example.com" }),
  closePlanChange: (sql, { businessId, id }) => closePlanChange(sql, { businessId, id, status: "done" }),
  touchBalance: (sql, { businessId }) => touchBalance(sql, businessId),
  readCustomerOf: (sql, { businessId }) => readCustomerOf(sql, businessId),
  readProviderSubscriptions: (sql, { businessId }) => readProviderSubscriptions(sql, businessId),
  listScheduledMonths: (sql, { businessId }) =>
    listScheduledMonths(sql, { businessId, until: RANGE.to + 900 * DAY_MS }),
  listPayments: (sql, { businessId }) => listPayments(sql, { businessId, limit: 50 }),
  listBusinessPlans: (sql, { businessId }) => listBusinessPlans(sql, businessId),
  endBusinessPlan: (sql, { businessId, id }) => endBusinessPlan(sql, { businessId, id, endsAt: RANGE.to + DAY_MS }),
  insertBusinessPlanOnce: (sql, { businessId }) =>
    insertBusinessPlanOnce(sql, { ...PLAN, businessId, id: randomUUID() }),
  insertBusinessCardOnce: (sql, { businessId }) =>
    insertBusinessCardOnce(sql, { businessId, id: randomUUID(), validFrom: Date.UTC(2150, 0, 1), rates: [] }),
  readTopUp: (sql, { businessId }) => readTopUp(sql, businessId),
  saveTopUpRule: (sql, { businessId }) => saveTopUpRule(sql, { businessId, rule: RULE, version: 1n }),
  openTopUpAttempt: (sql, { businessId }) =>
    openTopUpAttempt(sql, { businessId, attemptId: randomUUID(), purchaseId: randomUUID(), ruleVersion: 2n }),
  settleTopUpAttempts: (sql, { businessId }) => settleTopUpAttempts(sql, businessId),
  closeTopUpAttempt: (sql, { businessId, id }) =>
    closeTopUpAttempt(sql, { businessId, purchaseId: id, status: "canceled", declineCode: null }),
  insertNotice: (sql, { businessId, key }) =>
    insertNotice(sql, { businessId, notice: { ...NOTICE, id: randomUUID(), dedupeKey: key } }),
  insertApiKey: (sql, { businessId }) =>
    insertApiKey(sql, { ...API_KEY, id: randomUUID(), keyHash: randomHash(), businessId }),
};

const PURCHASE = { packageKey: "starter_pack", kind: "package", priceId: null, requestedBy: null } as const;
const PLAN_CHANGE = { planKey: "pro", interval: "month", action: "upgrade", requestedBy: null } as const;
const OPENED = { status: "open", checkoutSessionId: null, checkoutUrl: null, paymentIntentId: null } as const;
const PLAN = {
  planKey: "enterprise",
  name: "Another",
  interval: "month",
  price: { amount: 1, currency: "usd" },
  tokensMonthly: tokens(1),
  overdraftLimit: tokens(0),
  concurrentCallsLimit: null,
  rateCardId: null,
  startsAt: 0,
  endsAt: null,
  createdBy: "own",
} as const;
const NOTICE: Omit<NoticeOf<"unusual_day">, "id" | "dedupeKey"> = {
  kind: "unusual_day",
  payload: { day: "2026-01-31", timeZone: "UTC", chargedMicroTokens: 5_000_000, usualMicroTokens: 1_000_000 },
  channels: null,
  occurredAt: 0,
};
const RULE = {
  enabled: true,
  below: tokens(10),
  packageKey: "starter_pack",
  monthlyCap: 5_000,
  consent: { who: "own", when: 0 },
  declinesInARow: 0,
  pausedUntil: null,
  turnedOffReason: null,
} as const;

function commandsOf({ id, key }: Ask): readonly Command[] {
  return [
    grantCommand({ grantId: randomUUID(), key }),
    recordUsageCommand({ lineId: randomUUID(), key }),
    correctUsageCommand({ correctionId: randomUUID(), lineId: id }),
    resolveReviewCommand({ reviewId: id, lineId: randomUUID() }),
    openHoldCommand({ holdId: randomUUID(), callId: key }),
    extendHoldCommand({ holdId: id, seq: 2, elapsedSeconds: 5 }),
    captureHoldCommand({ holdId: id, elapsedSeconds: 5, lineId: randomUUID() }),
    voidHoldCommand({ holdId: id }),
    ...factsAskingFor(id).map((fact) => apply(fact)),
    { kind: "set_caps", caps: [{ agentId: "anna", every: "month", limit: tokens(50) }] },
    { kind: "set_alerts", rules: [{ id: randomUUID(), kind: "percent", threshold: 50n, channels: ["email"] }] },
    { kind: "change_settings", overdraftLimit: tokens(1), concurrentCallsLimit: 90 },
  ];
}

/** Facts that write nothing where what they name is somebody else's. */
function factsAskingFor(id: string): readonly Fact[] {
  return [
    { fact: "purchase_paid", purchaseId: id, amount: 500, currency: "usd", paidBy: "pi_own" },
    { fact: "token_month_due", lineId: "il_foreign", month: 1 },
  ];
}

/** Facts whose names a business would make its own: they are only loaded. */
function factsNaming(id: string): readonly Fact[] {
  const payment = { key: `purchase:${id}`, paid: 500, currency: "usd" } as const;
  const named = { lineId: "il_foreign", subscriptionId: "sub_foreign" };
  return [
    refundOf(payment),
    starterLine(0, { ...named, payment }),
    {
      fact: "subscription_state",
      subscription: aSubscription({ id: named.subscriptionId, endedAt: 1, status: "canceled" }),
    },
  ];
}

const RANGE = { from: Math.floor((Date.now() - 400 * DAY_MS) / DAY_MS) * DAY_MS, to: Date.now() + DAY_MS };
const AGENT_DAYS = { range: RANGE, whole: { from: RANGE.to, to: RANGE.to }, starts: [RANGE.from], parts: [] };
const INVITATION = { email: "somebody@example.com", role: "member", inviterId: "own", daysValid: 1 } as const;
const API_KEY = {
  prefix: "fb_test",
  last4: "wxyz",
  name: "another",
  scopes: ["read"],
  mode: "test",
  createdBy: null,
  expiresAt: null,
} as const;

function randomHash(): Buffer {
  return Buffer.concat([Buffer.from(randomUUID().replaceAll("-", ""), "hex"), Buffer.alloc(16)]);
}
