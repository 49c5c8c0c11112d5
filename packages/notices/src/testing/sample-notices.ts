import type { NoticeKind, NoticeOf, NoticePayloads } from "@farebox/billing-core";

const AT = Date.UTC(2026, 4, 28, 9, 30);
const DAY = 86_400_000;

/** One of each kind, and of kinds that say different things in different cases more than one. */
export const SAMPLE_NOTICES: Readonly<Record<string, SampleNotice>> = {
  "balance-low": aNotice("balance_low", {
    ruleId: "rule",
    line: { kind: "tokens", thresholdMicroTokens: 100_000_000 },
    balanceMicroTokens: 84_000_000,
  }),
  "balance-runway": aNotice("balance_low", {
    ruleId: "rule",
    line: { kind: "runway_hours", thresholdHours: 72, hours: 61.5 },
    balanceMicroTokens: 1_240_500_000,
  }),
  "balance-percent": aNotice("balance_low", {
    ruleId: "rule",
    line: { kind: "percent", percent: 20, monthMicroTokens: 5_000_000_000, thresholdMicroTokens: 1_000_000_000 },
    balanceMicroTokens: 998_250_000,
  }),
  "balance-empty": aNotice("balance_low", {
    ruleId: "rule",
    line: { kind: "tokens", thresholdMicroTokens: 1_000_000 },
    balanceMicroTokens: 0,
  }),
  "balance-overdrawn": aNotice("balance_low", {
    ruleId: "rule",
    line: { kind: "tokens", thresholdMicroTokens: 100_000_000 },
    balanceMicroTokens: -3_400_000,
  }),
  "hold-abandoned": aNotice("hold_abandoned", {
    holdId: "hold",
    callId: "CA9f2c71d05e1b44aa8c3e07b2f6d91a49",
    service: "outbound_call",
    agentId: "reception",
    elapsedSeconds: 192,
    chargedMicroTokens: 6_400_000,
    openedAt: AT - 400_000,
    closedAt: AT,
  }),
  "top-up-charged": aNotice("top_up_charged", {
    purchaseId: "purchase",
    tokensMicroTokens: 2_000_000_000,
    bonusMicroTokens: 200_000_000,
    money: { amount: 1_800, currency: "usd" },
  }),
  "top-up-paused": aNotice("top_up_paused", {
    purchaseId: "purchase",
    packageKey: "growth_pack",
    reason: "declined",
    declineCode: "insufficient_funds",
    pausedUntil: AT + 3_600_000,
    isTurnedOff: false,
  }),
  "top-up-off": aNotice("top_up_paused", {
    purchaseId: "purchase",
    packageKey: "growth_pack",
    reason: "declined",
    declineCode: "card_declined",
    pausedUntil: null,
    isTurnedOff: true,
  }),
  "grant-adjusted": aNotice("grant_adjusted", {
    grantId: "grant",
    source: "adjustment",
    tokensMicroTokens: 250_000_000,
    reason: "Calls of 26 May were dropped by our carrier",
    expiresAt: null,
  }),
  "grant-expiring": aNotice("grant_expiring", {
    grantId: "grant",
    source: "plan",
    remainingMicroTokens: 1_200_000_000,
    expiresAt: AT + 3 * DAY,
    daysAhead: 3,
  }),
  "plan-subscribed": aNotice("plan_changed", planNews("subscribed", null)),
  "plan-downgrade": aNotice("plan_changed", planNews("downgrade_scheduled", "starter")),
  "plan-ends": aNotice("plan_changed", planNews("cancel_scheduled", null)),
  "payment-failed": aNotice("payment_failed", {
    invoiceId: "in_1",
    purchaseId: null,
    money: { amount: 2_900, currency: "usd" },
    payUrl: "https://pay.example.com/i/in_1",
    declineCode: "insufficient_funds",
    nextAttemptAt: AT + 3 * DAY,
  }),
  "unusual-day": aNotice("unusual_day", {
    day: "2026-05-27",
    timeZone: "Europe/Berlin",
    chargedMicroTokens: 812_400_000,
    usualMicroTokens: 151_000_000,
  }),
  "webhook-endpoint-disabled": aNotice("webhook_endpoint_disabled", {
    endpointId: "endpoint",
    url: "https://hooks.harbour-dental.example/farebox?secret=1",
    reason: "failing",
    lastStatus: 503,
  }),
};

export type SampleNotice = {
  readonly [Kind in NoticeKind]: Pick<NoticeOf<Kind>, "id" | "kind" | "payload" | "occurredAt">;
}[NoticeKind];

/** A notice of this kind that says this. */
function aNotice<Kind extends NoticeKind>(kind: Kind, payload: NoticePayloads[Kind]): SampleNotice {
  return { id: "0198c0de-0000-7000-8000-0000000000aa", kind, payload, occurredAt: AT } as SampleNotice;
}

function planNews(
  change: NoticePayloads["plan_changed"]["change"],
  otherPlanKey: string | null,
): NoticePayloads["plan_changed"] {
  return { subscriptionId: "sub_1", change, planKey: "pro", interval: "month", otherPlanKey, at: AT + 17 * DAY };
}
