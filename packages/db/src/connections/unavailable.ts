import { DatabaseFailure } from "./database-failure.ts";
import { ConnectionUnavailable } from "./pool.ts";

/**
 * For the edge: a failure that says nothing about the request and passes by itself is answered 503 with a time to wait.
 * Null for everything else, which is a bug of ours or belongs to the use-case.
 */
export function toUnavailable(error: unknown): Unavailable | null {
  if (!(error instanceof DatabaseFailure)) return null;
  const reason = toReason(error);
  return reason === null
    ? null
    : {
        reason,
        retryAfterSeconds: RETRY_AFTER_SECONDS[reason],
        effect: error.effect,
      };
}

export type Unavailable = {
  readonly reason: UnavailableReason;
  readonly retryAfterSeconds: number;
  /** "unknown": the same request may have been carried out; sent again under the same key it is safe. */
  readonly effect: DatabaseFailure["effect"];
};

export type UnavailableReason =
  | "pool_exhausted"
  | "cannot_connect"
  | "connection_lost"
  | "read_only"
  | "out_of_resources"
  | "contended";

const RETRY_AFTER_SECONDS = {
  pool_exhausted: 1,
  cannot_connect: 2,
  connection_lost: 1,
  read_only: 10,
  out_of_resources: 10,
  contended: 1,
} as const satisfies Record<UnavailableReason, number>;

function toReason(failure: DatabaseFailure): UnavailableReason | null {
  if (failure instanceof ConnectionUnavailable) return failure.reason;
  switch (failure.kind) {
    case "unavailable":
      return failure.sqlState === "25006"
        ? "read_only"
        : failure.sqlState === "57P03"
          ? "cannot_connect"
          : "out_of_resources";
    case "connection_lost":
      return "connection_lost";
    case "serialization":
    case "deadlock":
    case "timeout":
      return "contended";
    case "constraint":
    case "handle_closed":
    case "other":
      return null;
  }
}
