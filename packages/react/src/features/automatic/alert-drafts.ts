import { pageStrings } from "../../lib/page-strings.ts";
import { readNumber, writeNumber } from "../../lib/read-number.ts";
import type { Mark } from "./lay-track.ts";
import type { Alert, AlertInput, Channel } from "./use-alerts.ts";

/** What a line is written in. Hours that make whole days are days. */
export const UNITS = ["tokens", "percent", "days", "hours"] as const;
export type Unit = (typeof UNITS)[number];

/** An alert as it is being written. */
export type AlertDraft = {
  readonly id: string;
  readonly unit: Unit;
  readonly threshold: string;
  readonly channels: readonly Channel[];
  /** As it is in force; null for a new one. */
  readonly saved: Alert | null;
  readonly isRemoved: boolean;
};

export type AlertErrors = { readonly threshold?: string; readonly channels?: string };
export type CheckedAlerts =
  | { readonly rules: readonly AlertInput[]; readonly errors: null }
  | { readonly rules: null; readonly errors: ReadonlyMap<string, AlertErrors> };

export const EVERY_CHANNEL: readonly Channel[] = ["in_app", "email", "webhook"];
export const MOST_ALERTS = 10;

const words = pageStrings.alerts.errors;
const MOST_TOKENS = 8_000_000_000;
const MOST_HOURS = 8_760;
const HOURS_A_DAY = 24;

export function toDrafts(rules: readonly Alert[]): readonly AlertDraft[] {
  return rules.map((rule) => ({
    id: rule.id,
    unit: unitOf(rule),
    threshold: writtenOf(rule),
    channels: rule.channels,
    saved: rule,
    isRemoved: false,
  }));
}

/** The same drafts over rules that moved meanwhile: what was written stays, when one last warned is new. */
export function refreshDrafts(drafts: readonly AlertDraft[], rules: readonly Alert[]): readonly AlertDraft[] {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const kept = drafts.flatMap((draft) => {
    if (draft.saved === null) return [draft];
    const saved = known.get(draft.id);
    known.delete(draft.id);
    if (saved === undefined) return [];
    const { threshold, channels } = isChanged(draft)
      ? draft
      : { threshold: writtenOf(saved), channels: saved.channels };
    return [{ ...draft, saved, threshold, channels }];
  });
  return [...kept, ...toDrafts([...known.values()])];
}

/** Drafts that would change what is in force. */
export function listChanges(drafts: readonly AlertDraft[]): readonly AlertDraft[] {
  return drafts.filter((draft) => draft.saved === null || draft.isRemoved || isChanged(draft));
}

/** The lines in tokens that would be in force. */
export function listMarks(drafts: readonly AlertDraft[]): readonly Mark[] {
  const lines = drafts.flatMap((draft) => {
    const read = draft.isRemoved ? "" : readThreshold(draft);
    return typeof read !== "string" && read.kind === "tokens" ? [read.threshold] : [];
  });
  return [...new Set(lines)].map((at) => ({ at, adds: null }));
}

/** What to send, or what is wrong, by draft. The API checks the same again. */
export function checkDrafts(drafts: readonly AlertDraft[]): CheckedAlerts {
  const errors = new Map<string, AlertErrors>();
  const rules: AlertInput[] = [];
  const places = new Set<string>();
  for (const draft of drafts.filter(({ isRemoved }) => !isRemoved)) {
    const read = readThreshold(draft);
    const place = typeof read === "string" ? draft.id : `${read.kind} ${read.threshold}`;
    const threshold = typeof read === "string" ? read : places.has(place) ? words.duplicate : undefined;
    const channels = draft.channels.length === 0 ? words.channels : undefined;
    places.add(place);
    if (typeof read === "string" || threshold !== undefined || channels !== undefined)
      errors.set(draft.id, { ...(threshold && { threshold }), ...(channels && { channels }) });
    else rules.push({ ...read, channels: [...draft.channels] });
  }
  return errors.size > 0 ? { rules: null, errors } : { rules, errors: null };
}

/** The line as the API takes it, or what is wrong with the text. */
export function readThreshold({ unit, threshold }: Pick<AlertDraft, "unit" | "threshold">) {
  const value = readNumber(threshold.replace(/[%٪]/g, "")) ?? 0;
  if (value <= 0) return words.missing;
  if (unit === "tokens") {
    const isTooFine = Math.round(value * 1e6) / 1e6 !== value;
    return value > MOST_TOKENS || isTooFine ? words.tokens : { kind: "tokens" as const, threshold: value };
  }
  if (unit === "percent")
    return Number.isInteger(value) && value <= 100 ? { kind: "percent" as const, threshold: value } : words.percent;
  const hours = unit === "days" ? value * HOURS_A_DAY : value;
  if (!Number.isInteger(hours) || hours > MOST_HOURS) return words[unit];
  return { kind: "runway_hours" as const, threshold: hours };
}

export function unitOf({ kind, threshold }: Pick<Alert, "kind" | "threshold">): Unit {
  if (kind !== "runway_hours") return kind;
  return threshold % HOURS_A_DAY === 0 ? "days" : "hours";
}

export function writtenOf(rule: Pick<Alert, "kind" | "threshold">): string {
  return writeNumber(unitOf(rule) === "days" ? rule.threshold / HOURS_A_DAY : rule.threshold);
}

function isChanged({ unit, threshold, channels, saved }: AlertDraft): boolean {
  if (saved === null) return false;
  const read = readThreshold({ unit, threshold });
  if (typeof read === "string" || read.threshold !== saved.threshold) return true;
  return channels.length !== saved.channels.length || saved.channels.some((channel) => !channels.includes(channel));
}
