import type { Account } from "./account.ts";
import { MAX_MICRO_TOKENS, type MicroTokens, microTokens } from "./amounts.ts";
import { balanceOf, CALL_FLOOR } from "./balance.ts";
import type { BillingErrorCode } from "./errors.ts";
import { canSpend, type Funds, overdraftRoom } from "./funds.ts";
import type { Instant } from "./instants.ts";
import { rateInForce } from "./rate-lookup.ts";
import { affordable, charge } from "./rating.ts";

/** What would make a *no* a *yes*. */
export type Fix = "add_tokens" | "contact_support" | "choose_known_service";

export type Authorization = {
  readonly allowed: boolean;
  /** Null exactly when allowed. */
  readonly reason: Extract<
    BillingErrorCode,
    "below_call_floor" | "insufficient_tokens" | "business_suspended" | "unknown_service"
  > | null;
  readonly available: MicroTokens;
  readonly debt: MicroTokens;
  /** What it takes: `CALL_FLOOR` for a call, the price of the quantity for an event; null when the service has no price, or one beyond any balance. */
  readonly required: MicroTokens | null;
  /** The greatest quantity in base units that could be paid now; 0 whenever the business may not spend at all. An estimate: other spending can shrink it. */
  readonly affordable: number;
  /** Empty exactly when allowed. */
  readonly fix: readonly Fix[];
};

/**
 * Whether a use may start at `now`. A question: the answer *no* is a value, and nothing is reserved.
 *
 * A live call needs the floor, whatever its quantity will be; a single event needs its price. An overdraft limit counts as
 * further tokens. A suspended business may start nothing.
 *
 * @param quantity base units of an event, 1 … `MAX_QUANTITY`; not looked at for a call.
 */
export function authorize(
  account: Account,
  use: { readonly service: string; readonly quantity: number },
  now: Instant,
): Authorization {
  const { available, debt } = balanceOf(account, now);
  const inForce = rateInForce(account.rateCards, use.service, now);
  if (inForce === null)
    return {
      allowed: false,
      reason: "unknown_service",
      available,
      debt,
      required: null,
      affordable: 0,
      fix: ["choose_known_service"],
    };

  const { rate } = inForce;
  const price = rate.shape === "call" ? CALL_FLOOR : charge(rate, use.quantity);
  const required = price > MAX_MICRO_TOKENS ? null : microTokens(price);
  if (account.suspendedAt !== null)
    return {
      allowed: false,
      reason: "business_suspended",
      available,
      debt,
      required,
      affordable: 0,
      fix: ["contact_support"],
    };

  const funds: Funds = { available, debt, overdraftLimit: account.overdraftLimit };
  const mostAffordable = canSpend(funds, 0n) ? affordable(rate, available + overdraftRoom(funds)) : 0;
  if (canSpend(funds, price))
    return { allowed: true, reason: null, available, debt, required, affordable: mostAffordable, fix: [] };
  const reason = rate.shape === "call" ? "below_call_floor" : "insufficient_tokens";
  return { allowed: false, reason, available, debt, required, affordable: mostAffordable, fix: ["add_tokens"] };
}
