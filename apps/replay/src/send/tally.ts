import { type MicroTokens, microTokens, ZERO } from "@farebox/billing-core";
import type { PlannedEvent } from "../plan/planned-event.ts";
import type { UsageResult } from "./usage-results.ts";

/** What became of the events of one business. */
export type BusinessTally = {
  events: number;
  recorded: number;
  replayed: number;
  refused: number;
  review: number;
  /** Charged for what this replay recorded. */
  chargedMicroTokens: MicroTokens;
  /** Refused events by error code. */
  reasons: Record<string, number>;
  /** Place of the newest event of this business that is in the ledger for certain; null before the first. */
  newestInLedger: number | null;
};

/** By the name of the business. */
export type Tally = Map<string, BusinessTally>;

export function addResult(
  tally: Tally,
  at: { readonly place: number; readonly planned: PlannedEvent },
  result: UsageResult,
): void {
  const { business } = at.planned.event;
  const row = tally.get(business) ?? emptyTally();
  row.events += 1;
  row[result.outcome] += 1;
  if (result.outcome === "recorded")
    row.chargedMicroTokens = microTokens(row.chargedMicroTokens + result.chargedMicroTokens);
  if (result.outcome === "recorded" || result.outcome === "replayed") row.newestInLedger = at.place;
  if (result.outcome === "refused") {
    const reason = result.reason ?? "no reason given";
    row.reasons[reason] = (row.reasons[reason] ?? 0) + 1;
  }
  tally.set(business, row);
}

function emptyTally(): BusinessTally {
  return {
    events: 0,
    recorded: 0,
    replayed: 0,
    refused: 0,
    review: 0,
    chargedMicroTokens: ZERO,
    reasons: {},
    newestInLedger: null,
  };
}
