import type { BillingError } from "@farebox/billing-core";
import type { FieldCode, FieldProblem } from "../field-codes.ts";
import type { NotDecided } from "../ledger/not-decided.ts";

/** A *no* of a use-case: what a decision refused, or what only the use-case could see about the request. */
export type Refusal = { readonly outcome: "refused"; readonly error: BillingError | RequestError };

export type RequestError =
  | { readonly code: "invalid_fields"; readonly fields: readonly WrongField[] }
  | { readonly code: "forbidden"; readonly required: string }
  | { readonly code: "unknown_plan" | "unknown_package"; readonly known: readonly string[] }
  | { readonly code: "already_on_plan" | "already_subscribed" }
  | ProviderError;

/** What the payment provider, or the way to it, refused. */
export type ProviderError =
  | { readonly code: "provider_unavailable"; readonly retryAfterSeconds: number }
  | { readonly code: "card_declined"; readonly declineCode: string | null }
  | {
      readonly code: "payment_action_required";
      /** Where a person confirms the payment; null when only the intent is known yet. */
      readonly url: string | null;
      readonly paymentIntentId: string | null;
    }
  | { readonly code: "provider_refused"; readonly reason: string }
  /** By its lookup key. */
  | { readonly code: "catalog_not_synced"; readonly missing: string };

/** Without a code it is `invalid`: nobody but a developer comes to see it. */
export type WrongField = Omit<FieldProblem, "code"> & { readonly code?: FieldCode };

/** What a command may come to besides what was hoped for. */
export type Unsuccessful = Refusal | NotDecided;

export function refuse(error: BillingError | RequestError): Refusal {
  return { outcome: "refused", error };
}

export function refuseFields(fields: readonly WrongField[]): Refusal {
  return refuse({ code: "invalid_fields", fields });
}

/** Whether an answer is a *no*, whatever it would have been otherwise. */
export function isRefusal<Answer>(answer: Answer | Refusal): answer is Refusal {
  return typeof answer === "object" && answer !== null && "outcome" in answer && answer.outcome === "refused";
}
