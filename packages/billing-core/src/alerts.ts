import { larger, type MicroTokens, tokens } from "./amounts.ts";
import type { Instant } from "./instants.ts";
import type { NoticeChannel } from "./notices.ts";

/** What a line is drawn on: the balance in tokens, in percent of the plan's last month, or how many hours it lasts. */
export const ALERT_KINDS = ["tokens", "percent", "runway_hours"] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** A line that a business wants to be warned at, once for each time it falls below. The balance is available + held − debt. */
export type AlertRule = {
  readonly id: string;
  readonly kind: AlertKind;
  /** In micro-tokens, percent or hours, by kind; at least 1 and at most `MAX_THRESHOLDS`. */
  readonly threshold: bigint;
  /** At least one, each once. */
  readonly channels: readonly NoticeChannel[];
  /** Whether the next fall below it is told. */
  readonly armed: boolean;
  readonly lastFiredAt: Instant | null;
  /** What the last month of the plan brought: what percent are counted of. Null before the first, and for other kinds. */
  readonly base: MicroTokens | null;
  /** False for those that every business begins with. */
  readonly setByOwner: boolean;
};

export const MAX_ALERT_RULES = 10;

export const MAX_THRESHOLDS = {
  tokens: 8_000_000_000_000_000n,
  percent: 100n,
  runway_hours: 8_760n,
} as const satisfies Record<AlertKind, bigint>;

/** Millionths, of a token or of an hour: what rules are measured in. */
const ONE = 1_000_000n;

/** Where the line stands, in micro-tokens or millionths of an hour; null where there is no month to count percent of. */
export function lineOfRule({ kind, threshold, base }: Pick<AlertRule, "kind" | "threshold" | "base">): bigint | null {
  if (kind === "tokens") return threshold;
  if (kind === "runway_hours") return threshold * ONE;
  return base === null ? null : (base * threshold) / 100n;
}

/** The least at which a rule that is not armed arms: the line itself, and once it has warned clearly above it. */
export function armsFrom(rule: AlertRule): bigint | null {
  const line = lineOfRule(rule);
  if (line === null) return null;
  if (rule.lastFiredAt === null) return line;
  return 1n + larger((line * 11n) / 10n, line + 10n * ONE);
}

/**
 * The rule once the measured value stands at `value`, and whether it warns: it does when it is armed and the value is below
 * the line. The same rule when nothing changes.
 */
export function measure(
  rule: AlertRule,
  { value, at }: { readonly value: bigint; readonly at: Instant },
): { readonly rule: AlertRule; readonly warns: boolean } {
  const line = lineOfRule(rule);
  const from = armsFrom(rule);
  if (line === null || from === null) return { rule: rule.armed ? { ...rule, armed: false } : rule, warns: false };
  if (rule.armed && value < line) return { rule: { ...rule, armed: false, lastFiredAt: at }, warns: true };
  if (!rule.armed && value >= from) return { rule: { ...rule, armed: true }, warns: false };
  return { rule, warns: false };
}

/** Hours in the unit that rules are measured in; a value that never ends counts as the longest there is. */
export function toMillionthsOfAnHour(hours: number | null): bigint {
  if (hours === null || hours > LONGEST_HOURS) return BigInt(LONGEST_HOURS) * ONE;
  return BigInt(Math.floor(Math.max(0, hours) * Number(ONE)));
}

const LONGEST_HOURS = 1_000_000;

const LOW: Omit<AlertRule, "id" | "channels"> = {
  kind: "tokens",
  threshold: tokens(100),
  armed: false,
  lastFiredAt: null,
  base: null,
  setByOwner: false,
};

/** The order they are kept in. */
export function inIdOrder(rules: readonly AlertRule[]): readonly AlertRule[] {
  return [...rules].sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** What a business begins with. The database makes the same row with the balance row. */
export function firstAlertRule(id: string): AlertRule {
  return { ...LOW, id, channels: ["in_app", "email", "webhook"] };
}

/**
 * The rules once tokens of a source arrived. As long as a business only ever had the trial, which begins at the usual line,
 * a mail comes when it is nearly used up and not with the first message. Rules that somebody set stay as they are.
 */
export function rulesAfterArrival(
  rules: readonly AlertRule[],
  { isTrial, isFirst, newId }: { readonly isTrial: boolean; readonly isFirst: boolean; readonly newId: () => string },
): readonly AlertRule[] {
  const [low, ...others] = rules;
  if (low === undefined || rules.some(({ setByOwner }) => setByOwner)) return rules;
  if (isTrial) {
    if (!isFirst || others.length > 0) return rules;
    return inIdOrder([
      { ...low, channels: ["in_app", "webhook"] },
      { ...LOW, id: newId(), threshold: tokens(20), channels: ["email"] },
    ]);
  }
  const usual = rules.find(({ threshold }) => threshold === LOW.threshold);
  return others.length === 0 || usual === undefined ? rules : [{ ...usual, channels: firstAlertRule("").channels }];
}
