import { pageStrings } from "../../lib/page-strings.ts";
import { readNumber, writeNumber } from "../../lib/read-number.ts";
import type { CapInput, CapNow } from "./use-caps.ts";

/** A cap as it is being written. */
export type CapDraft = {
  readonly id: string;
  /** Empty: the whole business. */
  readonly agentId: string;
  readonly every: CapNow["every"];
  readonly limit: string;
  /** As it is in force; null for a new one. */
  readonly saved: CapNow | null;
  readonly isRemoved: boolean;
};

export type DraftErrors = { readonly agentId?: string; readonly limit?: string };
export type CheckedDrafts =
  | { readonly caps: readonly CapInput[]; readonly errors: null }
  | { readonly caps: null; readonly errors: ReadonlyMap<string, DraftErrors> };

const words = pageStrings.caps.errors;
const MOST_TOKENS = 8_000_000_000;
const LONGEST_AGENT = 200;

export function toDrafts(caps: readonly CapNow[]): readonly CapDraft[] {
  return caps.map((cap) => ({
    id: placeOf(cap),
    agentId: cap.agentId ?? "",
    every: cap.every,
    limit: writeNumber(cap.limit),
    saved: cap,
    isRemoved: false,
  }));
}

/** The same drafts over caps that moved meanwhile: what was written stays, what is used now is new. */
export function refreshDrafts(drafts: readonly CapDraft[], caps: readonly CapNow[]): readonly CapDraft[] {
  const known = new Map(caps.map((cap) => [placeOf(cap), cap]));
  const refreshed = drafts.flatMap((draft) => {
    if (draft.saved === null) return [draft];
    const saved = known.get(draft.id);
    known.delete(draft.id);
    if (saved === undefined) return [];
    return [{ ...draft, saved, limit: isLimitChanged(draft) ? draft.limit : writeNumber(saved.limit) }];
  });
  return [...refreshed.filter(isSaved), ...toDrafts([...known.values()]), ...refreshed.filter((one) => !isSaved(one))];
}

/** Drafts that would change what is in force. */
export function listChanges(drafts: readonly CapDraft[]): readonly CapDraft[] {
  return drafts.filter((draft) => draft.saved === null || draft.isRemoved || isLimitChanged(draft));
}

/** What to send, or what is wrong, by draft. The API checks the same again. */
export function checkDrafts(drafts: readonly CapDraft[]): CheckedDrafts {
  const errors = new Map<string, DraftErrors>();
  const caps: CapInput[] = [];
  const places = new Set<string>();
  for (const draft of drafts.filter(({ isRemoved }) => !isRemoved)) {
    const agentId = draft.agentId.trim();
    const limit = readLimit(draft.limit);
    const place = placeOf({ agentId: agentId === "" ? null : agentId, every: draft.every });
    const agentError =
      agentId.length > LONGEST_AGENT ? words.agentLong : places.has(place) ? words.duplicate : undefined;
    places.add(place);
    if (agentError !== undefined || typeof limit === "string") {
      errors.set(draft.id, {
        ...(agentError !== undefined && { agentId: agentError }),
        ...(typeof limit === "string" && { limit }),
      });
    } else caps.push({ agentId: agentId === "" ? null : agentId, every: draft.every, limit });
  }
  return errors.size > 0 ? { caps: null, errors } : { caps, errors: null };
}

/** A number of tokens, or what is wrong with the text. */
function readLimit(text: string): number | string {
  const limit = readNumber(text);
  if (limit === null) return words.limitMissing;
  if (limit < 0) return words.limitNegative;
  if (Math.round(limit * 1e6) / 1e6 !== limit) return words.limitDecimals;
  return limit > MOST_TOKENS ? words.limitTooMuch : limit;
}

function isLimitChanged({ limit, saved }: CapDraft): boolean {
  return saved !== null && readLimit(limit) !== saved.limit;
}

function isSaved({ saved }: CapDraft): boolean {
  return saved !== null;
}

/** An agent, or the business, has one cap a window. */
function placeOf({ agentId, every }: Pick<CapNow, "agentId" | "every">): string {
  return `${every} ${agentId ?? ""}`;
}
