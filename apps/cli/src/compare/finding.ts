/** Why the books differ. Those that only a person can settle stand after the others. */
export const FINDING_KINDS = [
  "missing",
  "extra",
  "duration",
  "service",
  "duplicate_line",
  "abandoned",
  "two_records",
  "open_call",
  "waits_for_review",
  "rejected",
  "reversed_before",
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** One difference between the carrier's records and the ledger, and what would settle it. */
export type Finding = {
  readonly kind: FindingKind;
  readonly ref: string;
  readonly service: string;
  readonly carrier: {
    readonly line: number;
    readonly quantity: number;
    readonly startedAt: number;
    readonly agentId: string | null;
  } | null;
  readonly booked: {
    readonly lineId: string;
    readonly service: string;
    readonly quantity: number;
    readonly chargedMicroTokens: number;
    readonly occurredAt: number;
  } | null;
  /** Null where only a person can tell what is right. */
  readonly correction: Correction | null;
  /** What the correction would charge more, or give back when negative, at today's prices. */
  readonly microTokens: number;
};

export type Correction =
  | { readonly do: "record" }
  | { readonly do: "reverse" }
  | { readonly do: "replace"; readonly service: string; readonly quantity: number }
  | { readonly do: "settle"; readonly holdId: string; readonly elapsedSeconds: number };

/** A finding in words, for the person who reads the report. */
export const FINDING_WORDS: Readonly<Record<FindingKind, string>> = {
  missing: "the carrier has it, the ledger does not",
  extra: "the ledger has it, the carrier does not",
  duration: "they differ in how long or how many",
  service: "they differ in the service",
  duplicate_line: "the ledger has it twice",
  abandoned: "a call that fell silent, not settled yet",
  two_records: "the file says two things of it",
  open_call: "the call still runs here",
  waits_for_review: "it came late and waits for a review",
  rejected: "an operator rejected it",
  reversed_before: "it was reversed here before",
};
