import { DatabaseFailure } from "@farebox/db";

/**
 * A failure as it may be written down. Messages of databases and libraries repeat values (addresses, keys, whole
 * parameters), so only those of the language and of our own are kept; where it happened is always kept.
 */
export function toLoggable(error: unknown, depth = 0): LoggableError {
  if (!(error instanceof Error)) return { name: typeof error };
  const { cause } = error;
  return {
    name: error.constructor.name,
    ...(isOurs(error) && { message: error.message }),
    ...(error instanceof DatabaseFailure && {
      kind: error.kind,
      sqlState: error.sqlState,
      constraint: error.constraint,
    }),
    at: (error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
    ...(cause !== undefined && depth < 4 && { cause: toLoggable(cause, depth + 1) }),
  };
}

export type LoggableError = { readonly name: string; readonly [fact: string]: unknown };

function isOurs(error: Error): boolean {
  return error instanceof DatabaseFailure || OWN_KINDS.includes(error.constructor);
}

const OWN_KINDS: readonly unknown[] = [Error, TypeError, RangeError, ReferenceError];
