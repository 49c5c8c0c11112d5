import { TRPCError } from "@trpc/server";
import type { FieldProblem } from "../field-codes.ts";
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

export function invalidField(path: string, message: string): ApiError {
  return new ApiError("validation_failed", { fields: [{ path, code: "invalid", message }] });
}

/** Facts beside a code, as JSON has them. */
export type ErrorDetails = { readonly [name: string]: ErrorDetail };
export type ErrorDetail = string | number | boolean | null | readonly ErrorDetail[] | ErrorDetails;

export type ErrorFacts = {
  /** Instead of the table's message. */
  readonly message?: string;
  readonly details?: ErrorDetails;
  readonly fields?: readonly FieldProblem[];
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
};
