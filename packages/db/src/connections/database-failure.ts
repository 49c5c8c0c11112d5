import { DatabaseError } from "pg";

/**
 * Every failure of a statement or transaction, told by SQLSTATE and by the phase in which it happened, never by its text.
 *
 * `effect` is the question a caller has to answer before trying again: "none" means that certainly nothing was written;
 * "unknown" means that the answer was lost, so the same commands go through the door again under the same keys.
 */
export class DatabaseFailure extends Error {
  readonly kind: FailureKind;
  readonly effect: "none" | "unknown";
  readonly sqlState: string | null;
  /** Name of the violated constraint, when `kind` is "constraint". */
  readonly constraint: string | null;

  constructor(facts: FailureFacts) {
    super(`database: ${facts.kind}${facts.sqlState === null ? "" : ` (${facts.sqlState})`}`, { cause: facts.cause });
    this.name = "DatabaseFailure";
    this.kind = facts.kind;
    this.effect = facts.effect;
    this.sqlState = facts.sqlState;
    this.constraint = facts.constraint;
  }
}

export type FailureKind =
  /** No connection could be had, or the server cannot take this kind of work now. Nothing was sent or done. */
  | "unavailable"
  /** The connection ended while an answer was due. */
  | "connection_lost"
  | "serialization"
  | "deadlock"
  | "timeout"
  | "constraint"
  /** The handle was used after its transaction had failed or ended. */
  | "handle_closed"
  | "other";

type FailureFacts = Pick<DatabaseFailure, "kind" | "effect" | "sqlState" | "constraint" | "cause">;

/** COMMIT was sent and its answer was lost: the transaction is there once or not at all. */
export class CommitUnknown extends DatabaseFailure {
  constructor(cause: unknown) {
    super({
      kind: "connection_lost",
      effect: "unknown",
      sqlState: toSqlState(cause),
      constraint: null,
      cause,
    });
    this.name = "CommitUnknown";
  }
}

/**
 * Names the failure of one statement. `ifLost` says what a lost connection means for it: inside a transaction that was
 * not yet committed nothing remains, a statement on its own may have been committed.
 */
export function toDatabaseFailure(error: unknown, ifLost: "none" | "unknown"): DatabaseFailure {
  if (error instanceof DatabaseFailure) return error;
  const sqlState = toSqlState(error);
  if (sqlState === null) {
    const kind = isMistakeOfOurs(error) ? "other" : "connection_lost";
    return new DatabaseFailure({
      kind,
      effect: ifLost,
      sqlState,
      constraint: null,
      cause: error,
    });
  }
  const kind = toKind(sqlState);
  const constraint = error instanceof DatabaseError ? (error.constraint ?? null) : null;
  return new DatabaseFailure({
    kind,
    effect: kind === "connection_lost" ? ifLost : "none",
    sqlState,
    constraint,
    cause: error,
  });
}

export function isConnectionUsableAfter(failure: DatabaseFailure): boolean {
  return failure.sqlState !== null && failure.kind !== "connection_lost" && failure.kind !== "unavailable";
}

/** The server's code, by its own error class; the driver's own errors (ECONNRESET, end of stream) have none. */
function toSqlState(error: unknown): string | null {
  return error instanceof DatabaseError && error.code !== undefined ? error.code : null;
}

// A value that cannot be encoded is refused by the driver with one of these; sockets never fail with them.
function isMistakeOfOurs(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
}

function toKind(sqlState: string): FailureKind {
  return KIND_BY_STATE[sqlState] ?? KIND_BY_CLASS[sqlState.slice(0, 2)] ?? "other";
}

const KIND_BY_STATE: Readonly<Record<string, FailureKind>> = {
  "40001": "serialization",
  "40P01": "deadlock",
  // Statement timeout (or an operator's cancel), lock timeout.
  "57014": "timeout",
  "55P03": "timeout",
  // The session was ended under us: idle in transaction, by an operator, crash of another backend, idle, database dropped.
  "25P03": "connection_lost",
  "25P04": "connection_lost",
  "57P01": "connection_lost",
  "57P02": "connection_lost",
  "57P04": "connection_lost",
  "57P05": "connection_lost",
  // Starting up or shutting down, read-only server, and an application that shares its server with too many.
  "57P03": "unavailable",
  "25006": "unavailable",
};

const KIND_BY_CLASS: Readonly<Record<string, FailureKind>> = {
  "08": "connection_lost",
  "23": "constraint",
  "53": "unavailable",
  "58": "unavailable",
};
