import { type BillingError, toTokens } from "@farebox/billing-core";
import { ApiError, type ErrorDetails } from "../http/api-error.ts";
import { toCapAnswer } from "./caps-answers.ts";
import { toHoldState } from "./holds-answers.ts";
import { toInstantText } from "./wire-instants.ts";

/** What a decision refused, as the error of a command that could not be done. */
export function toApiError(error: BillingError): ApiError {
  if (error.code !== "validation_failed") return new ApiError(error.code, { details: toErrorDetails(error) });
  const path = PATH_ON_THE_WIRE[error.field] ?? error.field;
  const fields = [{ path, code: "invalid" as const, message: error.message }];
  return new ApiError("validation_failed", {
    fields,
    ...(error.hold !== undefined && { details: stateOf(error.hold) }),
  });
}

/** The facts beside a refusal's code as they stand on the wire: amounts as token numbers. */
export function toErrorDetails(error: BillingError): ErrorDetails {
  switch (error.code) {
    case "validation_failed":
      return { field: error.field, message: error.message };
    case "insufficient_tokens":
      return {
        available: toTokens(error.available),
        debt: toTokens(error.debt),
        required: toTokens(error.required),
        shortBy: toTokens(error.shortBy),
      };
    case "below_call_floor":
      return { available: toTokens(error.available), floor: toTokens(error.floor) };
    case "cap_reached":
      return { cap: toCapAnswer(error.cap), used: toTokens(error.used), resetsAt: toInstantText(error.resetsAt) };
    case "concurrency_limit":
      return { limit: error.limit };
    case "hold_not_open":
      return stateOf(error.hold);
    case "business_suspended":
      return { reason: error.reason };
    case "idempotency_mismatch":
      return { field: error.field };
    case "unknown_service":
      return { service: error.service, known: [...error.known] };
    case "payment_mismatch":
      return { field: error.field, expected: error.expected, got: error.got };
    case "not_found":
      return {};
  }
}

/** A procedure about one thing calls its id `id`. */
const PATH_ON_THE_WIRE: Readonly<Record<string, string>> = { holdId: "id" };

function stateOf(hold: Parameters<typeof toHoldState>[0]): ErrorDetails {
  return { hold: toHoldState(hold) };
}
