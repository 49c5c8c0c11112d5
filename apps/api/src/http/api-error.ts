import { type BillingError, toTokens } from "@farebox/billing-core";
import { TRPCError } from "@trpc/server";
import { ERROR_TABLE, type ErrorCode } from "./error-table.ts";

/** A *no* with a code of the error table. The only thing routers and the edge throw on purpose. */
export class ApiError extends TRPCError {
  readonly billingCode: ErrorCode;
  readonly details: ErrorDetails | null;
  readonly fields: readonly FieldProblem[] | null;
  readonly retryAfterSeconds: number | null;

  constructor(code: ErrorCode, facts: ErrorFacts = {}) {
    super({
      code: ERROR_TABLE[code].trpcCode,
      message: facts.message ?? ERROR_TABLE[code].message,
      cause: facts.cause,
    });
    this.name = "ApiError";
    this.billingCode = code;
    this.details = facts.details ?? null;
    this.fields = facts.fields ?? null;
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null;
  }
}

/** What a decision refused, as the error of a command that could not be done. */
export function toApiError(error: BillingError): ApiError {
  switch (error.code) {
    case "validation_failed":
      return invalidField(error.field, error.message);
    default:
      return new ApiError(error.code, { details: toErrorDetails(error) });
  }
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
    case "business_suspended":
      return { reason: error.reason };
    case "idempotency_mismatch":
      return { field: error.field };
    case "unknown_service":
      return { service: error.service, known: [...error.known] };
    case "not_found":
      return {};
  }
}

export function invalidField(path: string, message: string): ApiError {
  return new ApiError("validation_failed", { fields: [{ path, message }] });
}

export type FieldProblem = { readonly path: string; readonly message: string };

export type ErrorDetails = Readonly<Record<string, string | number | readonly string[]>>;

export type ErrorFacts = {
  /** Instead of the table's message. */
  readonly message?: string;
  readonly details?: ErrorDetails;
  readonly fields?: readonly FieldProblem[];
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
};
