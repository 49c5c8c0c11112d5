import type { BillingError } from "@farebox/billing-core";
import type { NotDecided } from "../ledger/not-decided.ts";

/** A *no* of a use-case: what a decision refused, or what only the use-case could see about the request. */
export type Refusal = { readonly outcome: "refused"; readonly error: BillingError | RequestError };

export type RequestError =
  | { readonly code: "invalid_fields"; readonly fields: readonly WrongField[] }
  | { readonly code: "forbidden"; readonly required: string };

/** A value of the request, by its path: `events.3.quantity`. */
export type WrongField = { readonly path: string; readonly message: string };

/** What a command may come to besides what was hoped for. */
export type Unsuccessful = Refusal | NotDecided;

export function refuse(error: BillingError | RequestError): Refusal {
  return { outcome: "refused", error };
}

export function refuseFields(fields: readonly WrongField[]): Refusal {
  return refuse({ code: "invalid_fields", fields });
}
