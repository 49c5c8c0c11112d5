import type { AlertRule } from "./alerts.ts";
import type { MicroTokens } from "./amounts.ts";
import type { Instant } from "./instants.ts";
import type { RateCard } from "./rate-card.ts";
import type { GrantPayment, PlanMonth, SellingState } from "./selling/selling-state.ts";

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
  /** The payment that brought it, and what of it went back with the money; null for tokens nobody paid for. */
  readonly payment: GrantPayment | null;
  /** The month of a subscription it is for; null unless a plan brought it. */
  readonly planMonth: PlanMonth | null;
  readonly createdAt: Instant;
};

/** Scopes of keys. A key is unique per business and scope for ever; callers cannot write scope `fact`. */
export type KeyScope = "usage" | "hold" | "request" | "grant" | "fact";
export type KeyRef = `${KeyScope}:${string}`;

/** One metered event or one finished call, priced by one rate version. Never changed once written; a correction is a further row. */
export type UsageLine = {
  readonly id: string;
  /** The reporter's key; null for a line made by a correction or by a hold. */
  readonly key: string | null;
  /** The call it was booked for; null for an event. The call's first line has the id of its hold. */
  readonly holdId: string | null;
  readonly service: string;
  /** Base units of the rate, 1 … 1e9; 0 for a call that never got through, which counts as no event in the totals. */
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
  "holdId" | "rateCardId" | "rateVersion" | "charged" | "balanceAfter" | "replacesLineId"
> & {
  readonly status: "pending" | "accepted" | "rejected";
  readonly resolvedAt: Instant | null;
  /** The usage line an accepted review became. */
  readonly lineId: string | null;
  readonly note: string | null;
};

/** States of a hold: open → captured | voided | abandoned; abandoned → settled, once. */
export const HOLD_STATUSES = ["open", "captured", "voided", "abandoned", "settled"] as const;
export type HoldStatus = (typeof HOLD_STATUSES)[number];

/** A lease on tokens for one live call: an amount, not tied to grants. */
export type Hold = {
  readonly id: string;
  /** The caller's name for the call: one hold per call for ever, by the key `hold:<callId>`. */
  readonly callId: string;
  readonly service: string;
  readonly agentId: string | null;
  /** The price in force at the opening, which the whole call keeps. */
  readonly rateCardId: string;
  readonly rateVersion: number;
  readonly status: HoldStatus;
  readonly openedAt: Instant;
  /** The greatest `seq` of an extension; 0 before the first. */
  readonly lastSeq: number;
  /** The last reported second; once closed, the seconds that were booked. */
  readonly elapsedSeconds: number;
  /** `charge(elapsedSeconds)`; once closed, what was charged. */
  readonly accrued: MicroTokens;
  /** Tokens set aside: accrued + next slice, less what is `lent`; 0 once closed. Less than `accrued` only for a call that overran its grant while nothing was left. */
  readonly held: MicroTokens;
  /** What the overdraft limit stands for instead of tokens; 0 without a limit, and once closed. */
  readonly lent: MicroTokens;
  /** Paid for, counted from the start of the call; never falls while it is open. */
  readonly grantedSeconds: number;
  /** First instant at which it is overdue: the end of the granted time and 30 s. */
  readonly expiresAt: Instant;
  /** When it ended: its capture or void, or `expiresAt` for an abandoned one. Null while it is open. */
  readonly closedAt: Instant | null;
  /** Why it was voided, in words; null otherwise. */
  readonly closedReason: string | null;
  /** The line that stands for the call: null while open, then the hold's own id; after a settlement that changed something, the line that replaced it. */
  readonly lineId: string | null;
  /** When a late capture settled it. */
  readonly settledAt: Instant | null;
};

/** The windows a cap counts in, on the calendar of the business's zone. */
export const CAP_WINDOWS = ["day", "month"] as const;
export type CapWindow = (typeof CAP_WINDOWS)[number];

/** What may be charged in a window before no further call may start. */
export type Cap = {
  /** Null: the whole business. */
  readonly agentId: string | null;
  readonly every: CapWindow;
  /** ≥ 0. */
  readonly limit: MicroTokens;
};

/** Charges less corrections of lines whose `recordedAt` falls into the business's day and month that contain the loading instant (money time). */
export type ChargedInWindows = {
  /** Null: the whole business. */
  readonly agentId: string | null;
  readonly today: MicroTokens;
  readonly thisMonth: MicroTokens;
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
  | { readonly of: "correction"; readonly correction: Correction }
  | { readonly of: "hold"; readonly hold: Hold };

/** A line a correction or a late capture asks about, with its legs in the order they were taken. */
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
  /** `now` of the newest commit; null before the first. Everything that fell due up to it was written by it. */
  readonly lastRecordedAt: Instant | null;
  /** New spending may go this far into debt; 0 in the seed. */
  readonly overdraftLimit: MicroTokens;
  /** Set while new work is refused. */
  readonly suspendedAt: Instant | null;
  /** Why, in words for the business; null while it is not suspended, or when nobody said why. */
  readonly suspendedReason: string | null;
  /** How many calls may be live at once: the plan's, or what was set for this business; null is unlimited. */
  readonly concurrentCallsLimit: number | null;
  /** IANA zone that its days are counted in. */
  readonly timeZone: string;
  /** At most one for each agent (or none) and window. */
  readonly caps: readonly Cap[];
  /**
   * What was charged in the current windows: one item for the whole business whenever there are caps, one for each agent
   * that a cap, or a `set_caps` in hand, names. A missing item counts as nothing charged.
   */
  readonly charged: readonly ChargedInWindows[];
  /** In id order. None: the business is not warned. */
  readonly alertRules: readonly AlertRule[];
  /** What the last month of the plan brought; only for a `set_alerts` in hand, otherwise null, as it is when there was none. */
  readonly planMonthTokens: MicroTokens | null;
  /** Every open hold, in any order, and the closed ones that the commands in hand name by id. */
  readonly holds: readonly Hold[];
  /**
   * Grants with something left (upcoming, frozen and overdue ones too), in any order. For the lines that `lineIdsOf` names
   * also the grants of their legs and every grant with `debtRepaid` > 0, whatever is left of them. For facts in hand also
   * every grant of the payments they name and every plan grant of the subscriptions they name that has not expired.
   */
  readonly grants: readonly Grant[];
  /** General cards and the business's own, every version. */
  readonly rateCards: readonly RateCard[];
  /** What the keys named by the commands in hand stand for, if they were seen before. */
  readonly remembered: ReadonlyMap<KeyRef, Remembered>;
  /** By id: the lines that `lineIdsOf` names for the commands in hand, and those that the accepted reviews in hand became. */
  readonly lines: ReadonlyMap<string, LineWithLegs>;
  /** Reviews named by the resolutions in hand. */
  readonly reviews: ReadonlyMap<string, ReviewLine>;
  /** Null unless a command in hand carries a fact. */
  readonly selling: SellingState | null;
};
