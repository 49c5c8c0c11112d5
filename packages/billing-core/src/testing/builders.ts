import type { Account, Grant } from "../account.ts";
import { type MicroTokens, tokens, ZERO } from "../amounts.ts";
import type {
  CaptureHoldCommand,
  CorrectUsageCommand,
  ExtendHoldCommand,
  GrantCommand,
  OpenHoldCommand,
  RecordUsageCommand,
  ResolveReviewCommand,
  VoidHoldCommand,
} from "../commands.ts";
import { DAY_MS, type Instant } from "../instants.ts";
import { SEED_RATE_CARD } from "../rates.ts";

/** Noon UTC on Wednesday, 1 October 2025: when tests take place unless they say otherwise. */
export const TEST_NOW: Instant = 1_759_320_000_000;

/** A lower-case uuid made from a number: larger numbers are later ids. */
export function testId(number: number): string {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
}

/** Fresh ids in order, apart from those that tests name themselves. */
export function testIds(first = 0x1000_0000): () => string {
  let next = first;
  return () => testId(next++);
}

/** A grant of 100 tokens, spendable at once, that never expires and cost nothing. */
export function aGrant(fields: Partial<Grant> = {}): Grant {
  const original = fields.original ?? tokens(100);
  return {
    id: testId(1),
    source: "promotion",
    original,
    remaining: original,
    priority: 100,
    effectiveAt: TEST_NOW - DAY_MS,
    expiresAt: null,
    costBasis: null,
    frozenAt: null,
    debtRepaid: ZERO,
    reason: null,
    payment: null,
    planMonth: null,
    createdAt: TEST_NOW - DAY_MS,
    ...fields,
  };
}

/** A business of the seed's prices, in UTC, with the grants and the debt it is given and a ledger that adds up to them. */
export function anAccount(fields: Partial<Account> = {}): Account {
  const grants = fields.grants ?? [];
  const debt = fields.debt ?? ZERO;
  return {
    businessId: testId(0xb),
    version: 1n,
    lastSeq: BigInt(grants.length),
    ledgerTotal: grants.reduce((sum, grant) => sum + grant.remaining, -debt) as MicroTokens,
    debt,
    lastRecordedAt: null,
    overdraftLimit: ZERO,
    suspendedAt: null,
    suspendedReason: null,
    concurrentCallsLimit: null,
    timeZone: "UTC",
    caps: [],
    alertRules: [],
    planMonthTokens: null,
    charged: [],
    holds: [],
    grants,
    rateCards: [SEED_RATE_CARD],
    remembered: new Map(),
    lines: new Map(),
    reviews: new Map(),
    selling: null,
    ...fields,
  };
}

/** 100 tokens as a promotion, at once and for ever. */
export function grantCommand(fields: Partial<GrantCommand> = {}): GrantCommand {
  return {
    kind: "grant",
    scope: "grant",
    key: "welcome",
    grantId: testId(0x100),
    source: "promotion",
    tokens: tokens(100),
    priority: 100,
    effectiveAt: null,
    expiresAt: null,
    costBasis: null,
    reason: null,
    ...fields,
  };
}

/** One message, now, reported once. */
export function recordUsageCommand(fields: Partial<RecordUsageCommand> = {}): RecordUsageCommand {
  return {
    kind: "record_usage",
    key: "message-1",
    lineId: testId(0x200),
    service: "sms",
    quantity: 1,
    occurredAt: null,
    agentId: null,
    ref: null,
    metadata: null,
    allowOverdraft: false,
    lateAfterMs: 35 * DAY_MS,
    ...fields,
  };
}

/** Reverses the line of `recordUsageCommand` without replacing it. */
export function correctUsageCommand(fields: Partial<CorrectUsageCommand> = {}): CorrectUsageCommand {
  return {
    kind: "correct_usage",
    correctionId: testId(0x300),
    lineId: testId(0x200),
    reason: "reported twice",
    replacement: null,
    ...fields,
  };
}

/** Accepts the review that `recordUsageCommand` became. */
export function resolveReviewCommand(fields: Partial<ResolveReviewCommand> = {}): ResolveReviewCommand {
  return {
    kind: "resolve_review",
    reviewId: testId(0x200),
    decision: "accept",
    lineId: testId(0x400),
    note: null,
    ...fields,
  };
}

/** An outbound call begins. */
export function openHoldCommand(fields: Partial<OpenHoldCommand> = {}): OpenHoldCommand {
  return {
    kind: "open_hold",
    holdId: testId(0x500),
    callId: "call-1",
    service: "outbound_call",
    agentId: null,
    ...fields,
  };
}

/** The call of `openHoldCommand` has lasted 30 seconds. */
export function extendHoldCommand(fields: Partial<ExtendHoldCommand> = {}): ExtendHoldCommand {
  return { kind: "extend_hold", holdId: testId(0x500), seq: 1, elapsedSeconds: 30, ...fields };
}

/** The call of `openHoldCommand` ended after 61 seconds. */
export function captureHoldCommand(fields: Partial<CaptureHoldCommand> = {}): CaptureHoldCommand {
  return {
    kind: "capture_hold",
    holdId: testId(0x500),
    elapsedSeconds: 61,
    lineId: testId(0x600),
    lateAfterMs: 35 * DAY_MS,
    ...fields,
  };
}

/** Nobody answered the call of `openHoldCommand`. */
export function voidHoldCommand(fields: Partial<VoidHoldCommand> = {}): VoidHoldCommand {
  return { kind: "void_hold", holdId: testId(0x500), reason: "no answer", ...fields };
}
