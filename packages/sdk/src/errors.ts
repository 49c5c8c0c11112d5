import type { ApiErrorCode } from "./contract.gen.ts";

/** Everything that fails here fails with this. */
export class FareboxError extends Error {
  override readonly name = "FareboxError";
  /** The API's code, or one of our own. A newer API may answer with a code that is not listed. */
  declare readonly code: FareboxErrorCode;
  /** Whether the very same request can succeed later without anybody acting. */
  declare readonly retryable: boolean;
  /** HTTP status; null when there was no answer. */
  declare readonly status: number | null;
  /** Names this request in the logs of the API. */
  declare readonly requestId: string | null;
  /** Facts beside the code, such as `available` and `shortBy`. */
  declare readonly details: { readonly [name: string]: unknown };
  /** Of `validation_failed`: which values were wrong. */
  declare readonly fields: readonly { readonly path: string; readonly message: string }[];
  /** How long the API asks to wait before trying again; null when it does not say. */
  declare readonly retryAfterMs: number | null;

  constructor(code: FareboxErrorCode, message: string, facts: FareboxErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    const { cause, ...others } = facts;
    Object.assign(this, { code, ...NO_FACTS, ...others });
  }
}

const NO_FACTS = { retryable: false, status: null, requestId: null, details: {}, fields: [], retryAfterMs: null };

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

export function invalidArgument(message: string, facts?: FareboxErrorFacts): FareboxError {
  return new FareboxError("invalid_argument", message, facts);
}

export function closed(): FareboxError {
  return new FareboxError("closed", "The client was closed.");
}
