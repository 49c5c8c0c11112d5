import type { Cap, CostBasis, GrantSource, KeyScope } from "./account.ts";
import type { AlertRule } from "./alerts.ts";
import type { MicroTokens } from "./amounts.ts";
import type { Instant } from "./instants.ts";
import type { Fact } from "./selling/facts.ts";

/**
 * Commands carry input that was parsed at the edge: keys of visible ASCII, integers in range, instants in milliseconds.
 * What is checked here is what only the account can tell, and every sum.
 */

/** Tokens arrive. One grant per key for ever. A caller's key has scope `grant`, a fact's (the trial, a payment) scope `fact`. */
export type GrantCommand = {
  readonly kind: "grant";
  readonly scope: Extract<KeyScope, "grant" | "fact">;
  readonly key: string;
  readonly grantId: string;
  readonly source: GrantSource;
  /** More than 0; refused (`validation_failed`) when the business would hold more than `MAX_MICRO_TOKENS`. */
  readonly tokens: MicroTokens;
  /** Smaller is spent earlier; an integer ≥ 0. */
  readonly priority: number;
  /** Null: at once. The past is allowed and means at once, too; it only decides the order. */
  readonly effectiveAt: Instant | null;
  /** Later than now and than `effectiveAt`, otherwise `validation_failed`; null never expires. */
  readonly expiresAt: Instant | null;
  /** Null, or an amount of 0, for free tokens. Not part of the content a repeat is compared with. */
  readonly costBasis: CostBasis | null;
  /** Why, in words; part of the content. */
  readonly reason: string | null;
};

/** One event is reported. `lineId` becomes the id of the usage or review line. */
export type RecordUsageCommand = {
  readonly kind: "record_usage";
  readonly key: string;
  readonly lineId: string;
  /** Compared exactly: another case or a trailing space is another, unknown service. */
  readonly service: string;
  /** Base units of the rate, an integer 1 … `MAX_QUANTITY`. */
  readonly quantity: number;
  /** Null: now. At most 5 minutes in the future. */
  readonly occurredAt: Instant | null;
  readonly agentId: string | null;
  readonly ref: string | null;
  /** Kept with the line, never looked at; not part of the content a repeat is compared with. */
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
  /** What should have been reported, priced at the line's `occurredAt`; null only reverses. Time, agent and ref stay those of the line. */
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

/** A call begins now. Once per `callId` for ever: the content a repeat is compared with is service and agent. */
export type OpenHoldCommand = {
  readonly kind: "open_hold";
  /** Becomes the id of the hold, and of the line it ends as. */
  readonly holdId: string;
  readonly callId: string;
  /** One whose shape is `call`. */
  readonly service: string;
  readonly agentId: string | null;
};

/** A heartbeat: so many seconds of the call have passed. */
export type ExtendHoldCommand = {
  readonly kind: "extend_hold";
  readonly holdId: string;
  /** An integer ≥ 1 that grows, with or without gaps. One that is not greater than the last is answered with the current state. */
  readonly seq: number;
  /** An integer ≥ 0, of the whole call. */
  readonly elapsedSeconds: number;
};

/** The call ended after so many seconds. For an abandoned hold: what it really was, within the late window. */
export type CaptureHoldCommand = {
  readonly kind: "capture_hold";
  readonly holdId: string;
  /** An integer ≥ 0, of the whole call. */
  readonly elapsedSeconds: number;
  /** Id of the line that replaces the one of an abandoned hold. Any other call ends as a line with the hold's id. */
  readonly lineId: string;
  /** An abandoned hold can be settled this many milliseconds after it ended. */
  readonly lateAfterMs: number;
};

/** The call never got through. Only while nothing is accrued. */
export type VoidHoldCommand = {
  readonly kind: "void_hold";
  readonly holdId: string;
  readonly reason: string;
};

/** These caps from now on, instead of all there were. Running calls go on. */
export type SetCapsCommand = { readonly kind: "set_caps"; readonly caps: readonly Cap[] };

/** These alert rules from now on, instead of all there were; one of a kind and threshold that was there keeps its id. */
export type SetAlertsCommand = {
  readonly kind: "set_alerts";
  readonly rules: readonly Pick<AlertRule, "id" | "kind" | "threshold" | "channels">[];
};

/** The tokens were estimated to last so many hours; null is for ever. */
export type RunwayCheckedCommand = { readonly kind: "runway_checked"; readonly hours: number | null };

/** What is left out stays as it is. */
export type ChangeSettingsCommand = {
  readonly kind: "change_settings";
  /** Null lifts a suspension. A suspension that stands keeps its beginning and gets the new reason. */
  readonly suspension?: { readonly reason: string | null } | null;
  /** ≥ 0. */
  readonly overdraftLimit?: MicroTokens;
  /** Instead of what the plan allows; null is unlimited. An integer ≥ 0. */
  readonly concurrentCallsLimit?: number | null;
};

/** Time passed: what expired lapses, what became spendable repays debt, overdue holds are abandoned. */
export type ExpireCommand = { readonly kind: "expire" };

/** Something happened at the payment provider, or a month that was paid for begins. */
export type ApplyFactCommand = {
  readonly kind: "apply_fact";
  readonly fact: Fact;
  /** What becomes of tokens that should go back and are spent: left as a shortfall of their grant, or booked as debt. */
  readonly policy: "clamp" | "debt";
};

export type Command =
  | GrantCommand
  | RecordUsageCommand
  | CorrectUsageCommand
  | ResolveReviewCommand
  | OpenHoldCommand
  | ExtendHoldCommand
  | CaptureHoldCommand
  | VoidHoldCommand
  | SetCapsCommand
  | SetAlertsCommand
  | RunwayCheckedCommand
  | ChangeSettingsCommand
  | ApplyFactCommand
  | ExpireCommand;

/** What every decision may use besides the account: time and fresh ids, both from outside. */
export type DecideContext = {
  /** The database's clock plus the sandbox offset, as the load brought it. */
  readonly now: Instant;
  /** A fresh, time-ordered id for a ledger run that no command names. */
  readonly newId: () => string;
};
