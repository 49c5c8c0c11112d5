import type { ApiErrorCode } from "./contract.gen.ts";

/** Everything that fails here fails with this. */
export class FareboxError extends Error {
  override readonly name = "FareboxError";
  /** The API's code, or one of our own. A newer API may answer with a code that is not listed. */
  readonly code: FareboxErrorCode;
  /** Whether the very same request can succeed later without anybody acting. */
  readonly retryable: boolean;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  /** Names this request in the logs of the API. */
  readonly requestId: string | null;
  /** Facts beside the code, such as `available` and `shortBy`. */
  readonly details: { readonly [name: string]: unknown };
  /** Of `validation_failed`: which values were wrong. */
  readonly fields: readonly { readonly path: string; readonly message: string }[];
  /** How long the API asks to wait before trying again; null when it does not say. */
  readonly retryAfterMs: number | null;

  constructor(code: FareboxErrorCode, message: string, facts: FareboxErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.retryable = facts.retryable ?? false;
    this.status = facts.status ?? null;
    this.requestId = facts.requestId ?? null;
    this.details = facts.details ?? {};
    this.fields = facts.fields ?? [];
    this.retryAfterMs = facts.retryAfterMs ?? null;
  }
}

export type FareboxErrorCode = ApiErrorCode | ClientErrorCode | (string & {});

/**
 * Codes of the SDK itself.
 * - `unreachable`: no connection, or it broke off.
 * - `timeout`: no whole answer in time.
 * - `invalid_answer`: something answered, but not Farebox: is `url` right?
 * - `invalid_argument`: what was passed cannot be meant.
 * - `call_ended`: a call was started whose `callId` has ended before.
 * - `queue_full`, `queue_locked`, `queue_failed`: usage was not taken into the queue.
 * - `closed`: after `close()`.
 * - `aborted`: its signal was aborted.
 */
export type ClientErrorCode =
  | "unreachable"
  | "timeout"
  | "invalid_answer"
  | "invalid_argument"
  | "call_ended"
  | "queue_full"
  | "queue_locked"
  | "queue_failed"
  | "closed"
  | "aborted"
  | "failed";

export type FareboxErrorFacts = {
  readonly retryable?: boolean;
  readonly status?: number;
  readonly requestId?: string | null;
  readonly details?: { readonly [name: string]: unknown };
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  readonly retryAfterMs?: number | null;
  readonly cause?: unknown;
};

/** Whatever was thrown, as one of ours. */
export function toFareboxError(thrown: unknown): FareboxError {
  if (thrown instanceof FareboxError) return thrown;
  return new FareboxError("failed", thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
}

/** Farebox could not be asked, or could not decide: nothing is known about the request but that it may be repeated. */
export function isUnavailable({ code, status, retryable }: FareboxError): boolean {
  if (code === "unreachable" || code === "timeout") return true;
  return code === "invalid_answer" ? status !== null && status >= 500 : retryable || code === "internal";
}
