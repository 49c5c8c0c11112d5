import type { MicroTokens } from "./amounts.ts";

/**
 * Every *no* that a decision can give, with what the reader needs to act on it. Values, never thrown. None of them wrote
 * a row or took a key, so the same command may be sent again; beside each code stands when that can help.
 */
export type BillingError =
  /** Never, unchanged: `field` breaks a rule that only the account or the time could tell. */
  | { readonly code: "validation_failed"; readonly field: string; readonly message: string }
  /** Once tokens arrive. `shortBy = required − available − overdraft room`; it can be 0 where debt alone refuses. */
  | {
      readonly code: "insufficient_tokens";
      readonly available: MicroTokens;
      readonly debt: MicroTokens;
      readonly required: MicroTokens;
      readonly shortBy: MicroTokens;
    }
  /** Once tokens arrive: a live call may not start on less than `floor`. */
  | { readonly code: "below_call_floor"; readonly available: MicroTokens; readonly floor: MicroTokens }
  /** Once somebody lifts the suspension. */
  | { readonly code: "business_suspended"; readonly reason: string }
  /** Never: `key` stands for something else, first seen to differ in `field`. */
  | { readonly code: "idempotency_mismatch"; readonly key: string; readonly field: string }
  /** Never, unless a price is added. `known` lists the services that had one at that time. */
  | { readonly code: "unknown_service"; readonly service: string; readonly known: readonly string[] }
  /** Once it exists. `what` is a word, never an id: `line`, `review`. */
  | { readonly code: "not_found"; readonly what: string };

export type BillingErrorCode = BillingError["code"];
