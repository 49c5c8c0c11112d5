import type { Account } from "./account.ts";
import { type AccountDraft, draftOf } from "./account-draft.ts";
import { advance } from "./advance.ts";
import { larger, MAX_MICRO_TOKENS, type MicroTokens, microTokens } from "./amounts.ts";
import { CALL_FLOOR } from "./balance.ts";
import type { BillingError } from "./errors.ts";
import { canSpend, fundsOf, insufficientTokens } from "./funds.ts";
import type { Instant } from "./instants.ts";
import { freeFunds, secondsFor } from "./lease.ts";
import { openingOf } from "./opening.ts";
import { availableOf } from "./purse.ts";
import type { Rate } from "./rate-card.ts";
import { knownServices, rateInForce } from "./rate-lookup.ts";
import { affordable, charge } from "./rating.ts";

/** What would make a *no* a *yes*. */
export type Fix = "add_tokens" | "contact_support" | "choose_known_service" | "raise_cap" | "end_a_call";

export type Authorization = {
  readonly allowed: boolean;
  /** Null exactly when allowed. */
  readonly reason: Refusal["code"] | null;
  /** The same *no* as the command would give, with its details; null exactly when allowed. */
  readonly refusal: Refusal | null;
  readonly available: MicroTokens;
  readonly debt: MicroTokens;
  /** What it takes: for a call `CALL_FLOOR`, or its first second where that costs more; for an event the price of the quantity; null when the service has no price, or one beyond any balance. */
  readonly required: MicroTokens | null;
  /** The greatest quantity in base units (of a call at most 24 hours) that could be paid now; 0 whenever the business may not spend at all. An estimate: other spending can shrink it. */
  readonly affordable: number;
  /** Empty exactly when allowed. */
  readonly fix: readonly Fix[];
};

export type Refusal = Extract<
  BillingError,
  {
    readonly code:
      | "below_call_floor"
      | "insufficient_tokens"
      | "business_suspended"
      | "unknown_service"
      | "cap_reached"
      | "concurrency_limit";
  }
>;

/**
 * Whether a use may start at `now`. A question: the answer *no* is a value, and nothing is reserved.
 *
 * A live call needs what `open_hold` would ask for: the floor, whatever its quantity will be, its caps and a slot. A single
 * event needs its price; caps do not concern it. An overdraft limit counts as further tokens. A suspended business may start nothing.
 *
 * @param use.quantity base units of an event, 1 … `MAX_QUANTITY`; not looked at for a call.
 * @param use.agentId whose caps count for a call; nobody's when left out.
 */
export function authorize(
  account: Account,
  use: { readonly service: string; readonly quantity: number; readonly agentId?: string | null },
  now: Instant,
): Authorization {
  // Nothing of this is written, so no run needs an id.
  const draft = draftOf(account, { now, newId: () => "" });
  advance(draft);
  const available = availableOf(draft, now);
  const funds = { available, debt: draft.debt };
  const inForce = rateInForce(account.rateCards, use.service, now);
  if (inForce === null) {
    const known = knownServices(account.rateCards, now);
    return no({ code: "unknown_service", service: use.service, known }, { ...funds, required: null, affordable: 0 });
  }
  const { rate } = inForce;
  const price = rate.shape === "call" ? larger<bigint>(CALL_FLOOR, charge(rate, 1)) : charge(rate, use.quantity);
  const refusal =
    rate.shape === "call" ? callRefusal(draft, rate, use.agentId ?? null) : eventRefusal(draft, price, available);
  const answer = { ...funds, required: price > MAX_MICRO_TOKENS ? null : microTokens(price) };
  const affordable = isAboutTokens(refusal) ? mostAffordable(draft, rate) : 0;
  if (refusal !== null) return no(refusal, { ...answer, affordable });
  return { allowed: true, reason: null, refusal: null, ...answer, affordable, fix: [] };
}

const FIXES = {
  below_call_floor: "add_tokens",
  insufficient_tokens: "add_tokens",
  business_suspended: "contact_support",
  unknown_service: "choose_known_service",
  cap_reached: "raise_cap",
  concurrency_limit: "end_a_call",
} as const satisfies Record<Refusal["code"], Fix>;

function no(
  refusal: Refusal,
  answer: Pick<Authorization, "available" | "debt" | "required" | "affordable">,
): Authorization {
  return { allowed: false, reason: refusal.code, refusal, ...answer, fix: [FIXES[refusal.code]] };
}

function callRefusal(draft: AccountDraft, rate: Rate, agentId: string | null): Refusal | null {
  const opening = openingOf(draft, { rate, agentId });
  return "code" in opening ? opening : null;
}

function eventRefusal(draft: AccountDraft, price: bigint, available: MicroTokens): Refusal | null {
  const { suspendedAt, suspendedReason } = draft.settings;
  if (suspendedAt !== null) return { code: "business_suspended", reason: suspendedReason ?? "suspended" };
  const funds = fundsOf(draft, available);
  return canSpend(funds, price) ? null : insufficientTokens(draft, funds, price);
}

function isAboutTokens(refusal: Refusal | null): boolean {
  return refusal === null || refusal.code === "below_call_floor" || refusal.code === "insufficient_tokens";
}

function mostAffordable(draft: AccountDraft, rate: Rate): number {
  if (!canSpend(fundsOf(draft, availableOf(draft, draft.context.now)), 0n)) return 0;
  return rate.shape === "call" ? secondsFor(rate, freeFunds(draft)) : affordable(rate, freeFunds(draft));
}
