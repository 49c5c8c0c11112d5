import type { MicroTokens } from "./amounts.ts";
import type { Instant } from "./instants.ts";
import type { RateCard } from "./rate-card.ts";

/** Why tokens arrived. Also the kind of the ledger entry that brings them. */
export const GRANT_SOURCES = ["trial", "plan", "purchase", "bonus", "promotion", "adjustment", "top_up"] as const;
export type GrantSource = (typeof GRANT_SOURCES)[number];

/** Money in minor units of a lower-case ISO currency; what was paid for a grant. Integer ≥ 0. */
export type CostBasis = { readonly amount: number; readonly currency: string };

/** Tokens that arrived from one cause. */
export type Grant = {
  readonly id: string;
  readonly source: GrantSource;
  readonly original: MicroTokens;
  /** What can still be taken: 0 ≤ remaining ≤ original. */
  readonly remaining: MicroTokens;
  /** Smaller is spent earlier. 100 for every seed source. */
  readonly priority: number;
  /** First instant at which it can be spent. */
  readonly effectiveAt: Instant;
  /** First instant at which it can no longer be spent; null never expires. */
  readonly expiresAt: Instant | null;
  /** Null for free tokens. */
  readonly costBasis: CostBasis | null;
  /** Set while a dispute keeps it from being spent. */
  readonly frozenAt: Instant | null;
  /** How much of it repaid debt and has not come back through a correction. Debt is fungible: this is what lets a corrected line's repaid debt return to a grant. */
  readonly debtRepaid: MicroTokens;
  readonly reason: string | null;
  readonly createdAt: Instant;
};

/** Scopes of keys. A key is unique per business and scope for ever; callers cannot write scope `fact`. */
export type KeyScope = "usage" | "hold" | "request" | "grant" | "fact";
export type KeyRef = `${KeyScope}:${string}`;

/** One metered event, priced by one rate version. Never changed once written; a correction is a further row. */
export type UsageLine = {
  readonly id: string;
  /** The reporter's key; null for a line made by a correction. */
  readonly key: string | null;
  readonly service: string;
  /** Base units of the rate, 1 … 1e9. */
  readonly quantity: number;
  /** When it happened: prices and is shown. */
  readonly occurredAt: Instant;
  /** `occurredAt` as the reporter stated it; null when it left the time to us. Part of the content a replay is compared with. */
  readonly statedOccurredAt: Instant | null;
  /** When it was charged. */
  readonly recordedAt: Instant;
  readonly agentId: string | null;
  readonly ref: string | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly rateCardId: string;
  readonly rateVersion: number;
  readonly charged: MicroTokens;
  /** Σ ledger after its last entry. */
  readonly balanceAfter: MicroTokens;
  /** The line this one replaces after a correction. */
  readonly replacesLineId: string | null;
};

/** An event older than the late window: key taken, not charged, waiting for an operator. */
export type ReviewLine = Omit<
  UsageLine,
  "rateCardId" | "rateVersion" | "charged" | "balanceAfter" | "replacesLineId"
> & {
  readonly status: "pending" | "accepted" | "rejected";
  readonly resolvedAt: Instant | null;
  /** The usage line an accepted review became. */
  readonly lineId: string | null;
  readonly note: string | null;
};

/** What was taken for a line, in the order it was taken; `grantId` null is debt. Amounts are positive. */
export type Leg = { readonly grantId: string | null; readonly amount: MicroTokens };

/** A correction that was made before, with the content a repeat is compared with. */
export type Correction = {
  readonly id: string;
  readonly lineId: string;
  readonly reason: string;
  /** What the line had been charged: all of it comes back, as less debt or to grants. */
  readonly returned: MicroTokens;
  /** Σ ledger after its last entry, before the replacement is booked. */
  readonly balanceAfter: MicroTokens;
  /** The line that replaced the corrected one, if it was re-rated. */
  readonly replacement: UsageLine | null;
  readonly recordedAt: Instant;
};

/**
 * What a key seen before stands for. The key of an accepted review stands for its usage line; the key of a correction is
 * `correctionKeyRef` (`keys.ts`). `balanceAfter` of a grant is the Σ ledger after the run that brought it.
 */
export type Remembered =
  | { readonly of: "usage"; readonly line: UsageLine }
  | { readonly of: "review"; readonly review: ReviewLine }
  | { readonly of: "grant"; readonly grant: Grant; readonly balanceAfter: MicroTokens }
  | { readonly of: "correction"; readonly correction: Correction };

/** A line a correction asks about, with its legs in the order they were taken. */
export type LineWithLegs = { readonly line: UsageLine; readonly legs: readonly Leg[] };

/** Everything `decide` may know of one business: what one loading statement brought. */
export type Account = {
  readonly businessId: string;
  /** Guards the commit: bumped by every writer. */
  readonly version: bigint;
  /** `seq` of the newest ledger entry; 0 before the first. */
  readonly lastSeq: bigint;
  /** Σ of all ledger entries. */
  readonly ledgerTotal: MicroTokens;
  /** Work that happened and no grant could pay, ≥ 0. */
  readonly debt: MicroTokens;
  /** Newest instant at which something was recorded; null before the first entry. */
  readonly lastRecordedAt: Instant | null;
  /** New spending may go this far into debt; 0 in the seed. */
  readonly overdraftLimit: MicroTokens;
  /** Set while new work is refused. */
  readonly suspendedAt: Instant | null;
  /** Why, in words for the business; null while it is not suspended, or when nobody said why. */
  readonly suspendedReason: string | null;
  /** IANA zone that its days are counted in. */
  readonly timeZone: string;
  /**
   * Grants with something left (upcoming, frozen and overdue ones too), in any order. For a correction in hand also the
   * grants of its line's legs and every grant with `debtRepaid` > 0, whatever is left of them.
   */
  readonly grants: readonly Grant[];
  /** General cards and the business's own, every version. */
  readonly rateCards: readonly RateCard[];
  /** What the keys named by the commands in hand stand for, if they were seen before. */
  readonly remembered: ReadonlyMap<KeyRef, Remembered>;
  /** By id: the lines named by the corrections in hand, and those that the accepted reviews in hand became. */
  readonly lines: ReadonlyMap<string, LineWithLegs>;
  /** Reviews named by the resolutions in hand. */
  readonly reviews: ReadonlyMap<string, ReviewLine>;
};
