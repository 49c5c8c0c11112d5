import type { Account, Grant } from "./account.ts";
import type { AccountDraft } from "./account-draft.ts";
import { type AlertRule, armsFrom, lineOfRule, measure, rulesAfterArrival } from "./alerts.ts";
import { larger, type MicroTokens, microTokens } from "./amounts.ts";
import type { Instant } from "./instants.ts";
import type { LowLine } from "./notices.ts";
import { heldOf, type Purse, spendableOf } from "./purse.ts";
import { tell } from "./tell.ts";

/** The rules of one fold, and where the balance has to go for one of them to move. */
export type AlertsDraft = {
  rules: readonly AlertRule[];
  /** What the last month of the plan brought; null when there was none, or nobody asked. */
  planMonth: MicroTokens | null;
  /** How many new grants were looked at. */
  seenGrants: number;
  /** Some armed rule warns below it; null when none is armed. */
  warnsBelow: bigint | null;
  /** Some rule arms at it; null when all are armed. */
  armsFrom: bigint | null;
};

export function alertsDraftOf({ alertRules, planMonthTokens }: Account): AlertsDraft {
  const base = alertRules.find((rule) => rule.base !== null)?.base ?? null;
  return { planMonth: planMonthTokens ?? base, seenGrants: 0, ...linesOf(alertRules) };
}

/**
 * Holds the balance against the lines as it stands at an instant. Called after everything that may move it, so that what
 * is warned of does not depend on which commands were decided together. Nearly always it finds nothing to do.
 */
export function watchAlerts(draft: AccountDraft, at: Instant): void {
  const { alerts } = draft;
  if (alerts.seenGrants !== draft.grantsInserted.size) lookAtArrivals(draft);
  if (alerts.warnsBelow === null && alerts.armsFrom === null) return;
  const balance = watchedOf(draft, at);
  const mayWarn = alerts.warnsBelow !== null && balance < alerts.warnsBelow;
  const mayArm = alerts.armsFrom !== null && balance >= alerts.armsFrom;
  if (!mayWarn && !mayArm) return;
  setRules(
    draft,
    alerts.rules.map((rule) => {
      if (rule.kind === "runway_hours") return rule;
      const measured = measure(rule, { value: balance, at });
      if (measured.warns) warn(draft, rule, { at, balance, hours: null });
      return measured.rule;
    }),
  );
}

/** Instants between the last commit and now at which the balance moved by itself: each is held against the lines in its turn. */
export function momentsOf({ account, context }: AccountDraft): Instant[] {
  const { lastRecordedAt: since, grants, holds, alertRules } = account;
  const moments: Instant[] = [];
  if (since === null || alertRules.length === 0) return moments;
  const add = (at: Instant | null) => {
    if (at !== null && at > since && at <= context.now && !moments.includes(at)) moments.push(at);
  };
  for (const { remaining, frozenAt, effectiveAt, expiresAt } of grants) {
    if (remaining === 0n || frozenAt !== null) continue;
    add(effectiveAt);
    add(expiresAt);
  }
  for (const { status, expiresAt } of holds) if (status === "open") add(expiresAt);
  return moments.length > 1 ? moments.sort((left, right) => left - right) : moments;
}

/** available + held − debt. What is available is what spendable grants have beyond what is held, if anything. */
export function watchedOf(purse: Purse, at: Instant): bigint {
  return larger<bigint>(spendableOf(purse, at), heldOf(purse)) - purse.debt;
}

export function setRules({ alerts }: AccountDraft, rules: readonly AlertRule[]): void {
  Object.assign(alerts, linesOf(rules));
}

/** Tells that a rule's line was crossed; `hours` for a rule about them. */
export function warn(
  draft: AccountDraft,
  rule: AlertRule,
  { at, balance, hours }: { readonly at: Instant; readonly balance: bigint; readonly hours: number | null },
): void {
  const begin = `balance_low:${rule.id}:${draft.account.version + 1n}`;
  const again = draft.notices.filter(({ dedupeKey }) => dedupeKey.startsWith(begin)).length;
  tell(draft, {
    kind: "balance_low",
    dedupeKey: again === 0 ? begin : `${begin}:${again}`,
    channels: rule.channels,
    occurredAt: at,
    payload: { ruleId: rule.id, line: toLowLine(rule, hours), balanceMicroTokens: Number(balance) },
  });
}

function toLowLine(rule: AlertRule, hours: number | null): LowLine {
  const line = Number(lineOfRule(rule));
  switch (rule.kind) {
    case "tokens":
      return { kind: "tokens", thresholdMicroTokens: line };
    case "percent":
      return {
        kind: "percent",
        percent: Number(rule.threshold),
        monthMicroTokens: Number(rule.base),
        thresholdMicroTokens: line,
      };
    case "runway_hours":
      return { kind: "runway_hours", thresholdHours: Number(rule.threshold), hours: hours ?? 0 };
  }
}

/** Tokens that came may change the rules themselves: those a business begins with, and what percent are counted of. */
function lookAtArrivals(draft: AccountDraft): void {
  const { alerts, account, context } = draft;
  const arrived = [...draft.grantsInserted].slice(alerts.seenGrants);
  const isFirst = account.lastSeq === 0n && alerts.seenGrants === 0;
  alerts.seenGrants = draft.grantsInserted.size;
  let rules = alerts.rules;
  for (const { source } of arrived)
    rules = rulesAfterArrival(rules, { isTrial: source === "trial", isFirst, newId: context.newId });
  if (arrived.some(isOfPlan)) {
    alerts.planMonth = lastMonthOf(draft.grants);
    rules = rules.map((rule) => (rule.kind === "percent" ? { ...rule, base: alerts.planMonth } : rule));
  }
  if (rules !== alerts.rules) setRules(draft, rules);
}

/** What the latest month of a plan brought, upgrades included and what was kept from the month before not. */
function lastMonthOf(grants: readonly Grant[]): MicroTokens | null {
  const ofPlan = grants.filter(isOfPlan);
  const last = Math.max(...ofPlan.map(({ planMonth }) => planMonth?.startAt ?? 0));
  const ofMonth = ofPlan.filter(({ planMonth }) => planMonth?.startAt === last);
  return ofMonth.length === 0 ? null : microTokens(ofMonth.reduce((sum, { original }) => sum + original, 0n));
}

function isOfPlan({ source, planMonth, costBasis }: Grant): boolean {
  return source === "plan" && planMonth !== null && costBasis !== null;
}

function linesOf(rules: readonly AlertRule[]): Pick<AlertsDraft, "rules" | "warnsBelow" | "armsFrom"> {
  let warnsBelow: bigint | null = null;
  let from: bigint | null = null;
  for (const rule of rules) {
    if (rule.kind === "runway_hours") continue;
    const [line, arms] = [lineOfRule(rule), armsFrom(rule)];
    if (line === null || arms === null) continue;
    if (rule.armed && (warnsBelow === null || line > warnsBelow)) warnsBelow = line;
    if (!rule.armed && (from === null || arms < from)) from = arms;
  }
  return { rules, warnsBelow, armsFrom: from };
}
