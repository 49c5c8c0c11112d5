import { randomUUID } from "node:crypto";
import { type Command, DAY_MS, tokens } from "@farebox/billing-core";
import {
  captureHoldCommand,
  correctUsageCommand,
  extendHoldCommand,
  grantCommand,
  openHoldCommand,
  recordUsageCommand,
  resolveReviewCommand,
  voidHoldCommand,
} from "@farebox/billing-core/testing";
import { insertApiKey, listApiKeys, revokeApiKey } from "../access/api-keys.ts";
import { readBusinessAccess } from "../access/business-access.ts";
import { listOpenInvitations, replaceInvitation, settleInvitation } from "../access/invitations.ts";
import { deleteMember, insertMemberOnce, listMembers, lockMembers, updateMemberRole } from "../access/members.ts";
import { readBalance, readBalances, readOwnBalance } from "../balances/read-balance.ts";
import { readBusinessTime } from "../balances/read-business-time.ts";
import { withholdTrial } from "../businesses/claim-trial.ts";
import { readBusiness } from "../businesses/read-business.ts";
import { setClockOffset } from "../businesses/set-clock-offset.ts";
import { listRateCards } from "../catalogue/list-rate-cards.ts";
import { readSubscription } from "../catalogue/read-subscription.ts";
import { commitEffects } from "../commit-effects.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { listHolds } from "../holds/list-holds.ts";
import { loadAccounts } from "../load-accounts.ts";
import { listTransactions } from "../transactions/list-transactions.ts";
import { readTransaction } from "../transactions/read-transaction.ts";
import { listReviews } from "../usage/list-reviews.ts";
import { sumDays, sumLines, sumQuarterHours } from "../usage/sum-usage.ts";
import { decideOn } from "./test-ledger.ts";

/** What a caller of one business may put into a statement: the own business, and some id that may be anybody's. */
export type Ask = { readonly businessId: string; readonly id: string; readonly key: string };

/** Every function of the package that asks or changes one business, by name. */
export const STATEMENTS_OF_A_BUSINESS: Readonly<Record<string, (sql: SqlRunner, ask: Ask) => Promise<unknown>>> = {
  loadAccounts: async (sql, ask) => {
    const request = { businessId: ask.businessId, commands: commandsOf(ask), holdIds: [ask.id] };
    const loaded = await loadAccounts(sql, [request]);
    return [...loaded.accounts.values()].map(
      ({ grants, holds, caps, charged, remembered, lines, reviews, rateCards }) => {
        const byName = { remembered: [...remembered], lines: [...lines], reviews: [...reviews] };
        return { grants, holds, caps, charged, rateCards, ...byName };
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
      ].flatMap((asked) =>
        [null, 1_000_000n].map((beforeSeq) =>
          listTransactions(sql, { businessId, filters: { ...NO_FILTERS, ...asked }, beforeSeq, limit: 200 }),
        ),
      ),
    ),
  readTransaction: (sql, { businessId, id }) => readTransaction(sql, { businessId, id }),
  listReviews: (sql, { businessId, id }) =>
    Promise.all([null, id].map((afterId) => listReviews(sql, { businessId, status: "pending", afterId, limit: 200 }))),
  sumQuarterHours: (sql, { businessId }) => sumQuarterHours(sql, { businessId, range: RANGE, starts: [RANGE.from] }),
  sumDays: (sql, { businessId }) =>
    sumDays(sql, { businessId, fromDay: "2020-01-01", toDay: "2099-01-01", startDays: ["2020-01-01"] }),
  sumLinesByService: (sql, { businessId }) =>
    sumLines(sql, { businessId, by: "service", range: RANGE, starts: [RANGE.from] }),
  sumLinesByAgent: (sql, { businessId }) =>
    sumLines(sql, { businessId, by: "agent", range: RANGE, starts: [RANGE.from] }),
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
  insertApiKey: (sql, { businessId }) =>
    insertApiKey(sql, { ...API_KEY, id: randomUUID(), keyHash: randomHash(), businessId }),
};

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
    { kind: "set_caps", caps: [{ agentId: "anna", every: "month", limit: tokens(50) }] },
    { kind: "change_settings", overdraftLimit: tokens(1), concurrentCallsLimit: 90 },
  ];
}

const RANGE = { from: Math.floor((Date.now() - 400 * DAY_MS) / DAY_MS) * DAY_MS, to: Date.now() + DAY_MS };
const NO_FILTERS = { type: null, service: null, agentId: null, from: null, to: null, search: null };
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
