import type { MicroTokens } from "./amounts.ts";

/** Every *no* that a decision can give, with what the reader needs to act on it. Values, never thrown. */
export type BillingError =
  | { readonly code: "validation_failed"; readonly field: string; readonly message: string }
  | {
      readonly code: "insufficient_tokens";
      readonly available: MicroTokens;
      readonly debt: MicroTokens;
      readonly required: MicroTokens;
      readonly shortBy: MicroTokens;
    }
  | { readonly code: "below_call_floor"; readonly available: MicroTokens; readonly floor: MicroTokens }
  | { readonly code: "business_suspended"; readonly reason: string }
  | { readonly code: "idempotency_mismatch"; readonly key: string; readonly field: string }
  | { readonly code: "unknown_service"; readonly service: string; readonly known: readonly string[] }
  | { readonly code: "not_found"; readonly what: string };

export type BillingErrorCode = BillingError["code"];
