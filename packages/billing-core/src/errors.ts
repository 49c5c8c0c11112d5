import type { Cap, Hold } from "./account.ts";
import type { MicroTokens } from "./amounts.ts";
import type { Instant } from "./instants.ts";

/**
 * Every *no* that a decision can give, with what the reader needs to act on it. Values, never thrown. None of them wrote
 * a row or took a key, so the same command may be sent again; beside each code stands when that can help.
 */
export type BillingError =
  /** Never, unchanged: `field` breaks a rule that only the account or the time could tell. With the state of the hold it was about. */
  | { readonly code: "validation_failed"; readonly field: string; readonly message: string; readonly hold?: Hold }
  /**
   * Once tokens arrive. `shortBy` is the least that has to be added for the same event to be accepted, never 0: usually
   * `required + debt − available − overdraft limit`, because what arrives repays debt first.
   */
  | {
      readonly code: "insufficient_tokens";
      readonly available: MicroTokens;
      readonly debt: MicroTokens;
      readonly required: MicroTokens;
      readonly shortBy: MicroTokens;
    }
  /** Once tokens arrive: a live call may not start on less than `floor`. */
  | { readonly code: "below_call_floor"; readonly available: MicroTokens; readonly floor: MicroTokens }
  /** From `resetsAt` on, or once the cap is raised or a live call ends. `used` is what was charged in the window and what live calls hold. */
  | { readonly code: "cap_reached"; readonly cap: Cap; readonly used: MicroTokens; readonly resetsAt: Instant }
  /** Once a live call ends: `limit` are live already. */
  | { readonly code: "concurrency_limit"; readonly limit: number }
  /** Never: the hold has ended. `hold` is its final state. */
  | { readonly code: "hold_not_open"; readonly hold: Hold }
  /** Once somebody lifts the suspension. */
  | { readonly code: "business_suspended"; readonly reason: string }
  /** Never: `key` stands for something else, first seen to differ in `field`. */
  | { readonly code: "idempotency_mismatch"; readonly key: string; readonly field: string }
  /** Never, unless a price is added. `known` lists the services that had one at that time. */
  | { readonly code: "unknown_service"; readonly service: string; readonly known: readonly string[] }
  /** Never: a payment says something else than what it is for. Somebody has to look at it. */
  | {
      readonly code: "payment_mismatch";
      readonly field: "amount" | "currency" | "paidBy" | "business";
      readonly expected: string;
      readonly got: string;
    }
  /** Once it exists. `what` is a word, never an id: `line`, `review`, `hold`, `purchase`, `month`. */
  | { readonly code: "not_found"; readonly what: string };

export type BillingErrorCode = BillingError["code"];
