import type { CostBasis, GrantSource, KeyScope } from "./account.ts";
import type { MicroTokens } from "./amounts.ts";
import type { Instant } from "./instants.ts";

/** Tokens arrive. One grant per key for ever. */
export type GrantCommand = {
  readonly kind: "grant";
  readonly scope: Extract<KeyScope, "grant" | "fact">;
  readonly key: string;
  readonly grantId: string;
  readonly source: GrantSource;
  readonly tokens: MicroTokens;
  readonly priority: number;
  /** Null: at once. */
  readonly effectiveAt: Instant | null;
  readonly expiresAt: Instant | null;
  readonly costBasis: CostBasis | null;
  readonly reason: string | null;
};

/** One event is reported. `lineId` becomes the id of the usage or review line. */
export type RecordUsageCommand = {
  readonly kind: "record_usage";
  readonly key: string;
  readonly lineId: string;
  readonly service: string;
  readonly quantity: number;
  /** Null: now. */
  readonly occurredAt: Instant | null;
  readonly agentId: string | null;
  readonly ref: string | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  /** The work already happened: book it whatever the balance is. */
  readonly allowOverdraft: boolean;
  /** Events older than this many milliseconds go to review. */
  readonly lateAfterMs: number;
};

/** A line is reversed, once, and perhaps priced again as a new line. */
export type CorrectUsageCommand = {
  readonly kind: "correct_usage";
  readonly correctionId: string;
  readonly lineId: string;
  readonly reason: string;
  /** What should have been reported; null only reverses. Time, agent and ref stay those of the line. */
  readonly replacement: { readonly lineId: string; readonly service: string; readonly quantity: number } | null;
};

/** An operator decides about an event older than the late window. */
export type ResolveReviewCommand = {
  readonly kind: "resolve_review";
  readonly reviewId: string;
  readonly decision: "accept" | "reject";
  /** Id of the usage line if it is accepted. */
  readonly lineId: string;
  readonly note: string | null;
};

/** Time passed: what expired lapses, what became spendable repays debt. */
export type ExpireCommand = { readonly kind: "expire" };

export type Command = GrantCommand | RecordUsageCommand | CorrectUsageCommand | ResolveReviewCommand | ExpireCommand;

/** What every decision may use besides the account: time and fresh ids, both from outside. */
export type DecideContext = {
  /** The database's clock plus the sandbox offset, as the load brought it. */
  readonly now: Instant;
  /** A fresh, time-ordered id for a ledger run that no command names. */
  readonly newId: () => string;
};
