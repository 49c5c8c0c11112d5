import { toUnavailable } from "@farebox/db";
import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import type { FieldProblem } from "../field-codes.ts";
import { ApiError, type ErrorDetails } from "./api-error.ts";
import { ERROR_TABLE, type ErrorCode } from "./error-table.ts";
import { toFieldProblems } from "./field-problems.ts";

/** The error object of every door: the body's `error` over REST, `error.data.billing` over tRPC. Never a stack, never SQL. */
export function describeError(error: unknown, requestId: string): DescribedError {
  const known = toApiError(error);
  const row = ERROR_TABLE[known.billingCode];
  return {
    status: row.status,
    retryAfterSeconds: known.retryAfterSeconds ?? (row.isRetryable ? 1 : null),
    body: {
      code: known.billingCode,
      message: known.message,
      ...(known.fields !== null && { fields: known.fields }),
      retryable: row.isRetryable,
      requestId,
      ...(known.details !== null && { details: known.details }),
    },
  };
}

export type ErrorBody = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly fields?: readonly FieldProblem[];
  readonly retryable: boolean;
  readonly requestId: string;
  readonly details?: ErrorDetails;
};

export type DescribedError = {
  readonly status: number;
  /** Null where waiting does not help. */
  readonly retryAfterSeconds: number | null;
  readonly body: ErrorBody;
};

/** Names any failure by a code. What nobody foresaw is `internal`; its cause is logged, never answered. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof TRPCError) return fromTrpcError(error);
  return fromFailure(error);
}

function fromTrpcError(error: TRPCError): ApiError {
  if (error.cause instanceof ApiError) return error.cause;
  if (error.code === "BAD_REQUEST" && error.cause instanceof ZodError) return fromZodError(error.cause);
  const code = CODE_BY_TRPC[error.code];
  return code === undefined ? fromFailure(error.cause ?? error) : new ApiError(code, { cause: error.cause });
}

function fromZodError(error: ZodError): ApiError {
  const fields = toFieldProblems(error);
  const isTooLarge = error.issues.some((issue) => issue.code === "custom" && issue.params?.["isTooLarge"] === true);
  return new ApiError(isTooLarge ? "payload_too_large" : "validation_failed", { fields });
}

function fromFailure(failure: unknown): ApiError {
  const unavailable = toUnavailable(failure);
  if (unavailable === null && isDatabaseAway(failure))
    return new ApiError("unavailable", { retryAfterSeconds: 2, cause: failure });
  if (unavailable === null) return new ApiError("internal", { cause: failure });
  const code = unavailable.reason === "pool_exhausted" ? "overloaded" : "unavailable";
  return new ApiError(code, { retryAfterSeconds: unavailable.retryAfterSeconds, cause: failure });
}

/** The sign-in library's own driver says it by a code, somewhere below the error that arrives here. */
function isDatabaseAway(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false;
  const code = "code" in failure ? String(failure.code) : "";
  return AWAY.test(code) || isDatabaseAway(failure.cause);
}

// Sockets and the driver's connections by name; of SQLSTATE, connections (08), resources (53), closed databases (55000), shutdowns (57P).
const AWAY = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|CONNECT_TIMEOUT|CONNECTION_\w+|08...|53...|55000|57P..)$/;

/** What tRPC itself refuses before a procedure runs. */
const CODE_BY_TRPC: Partial<Record<TRPCError["code"], ErrorCode>> = {
  PARSE_ERROR: "validation_failed",
  BAD_REQUEST: "validation_failed",
  NOT_FOUND: "not_found",
  METHOD_NOT_SUPPORTED: "method_not_allowed",
  UNSUPPORTED_MEDIA_TYPE: "unsupported_media_type",
  PAYLOAD_TOO_LARGE: "payload_too_large",
};
