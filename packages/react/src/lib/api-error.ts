import { strings } from "./strings.ts";

/** The one error shape of the API, as tRPC carries it. */
export type ApiProblem = {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly requestId: string;
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  readonly details?: Readonly<Record<string, unknown>>;
};

/** Null when the request never got an answer in our shape: no network, a proxy's page. */
export function readProblem(error: unknown): ApiProblem | null {
  if (typeof error !== "object" || error === null || !("data" in error)) return null;
  const data = error.data;
  if (typeof data !== "object" || data === null || !("billing" in data)) return null;
  return data.billing as ApiProblem;
}

export function isSignedOut(error: unknown): boolean {
  return readProblem(error)?.code === "unauthenticated";
}

export function isMissing(error: unknown): boolean {
  return readProblem(error)?.code === "not_found";
}

/** No answer at all is worth another try; a *no* is one only where the API says so. */
export function isRetryable(error: unknown): boolean {
  const problem = readProblem(error);
  return problem === null || problem.retryable;
}

/** What went wrong, in the reader's words. */
export function describeProblem(error: unknown): string {
  const problem = readProblem(error);
  if (problem === null) return strings.shell.errors.offline;
  const field = problem.fields?.[0];
  if (field !== undefined) return `${field.path} ${field.message}`;
  switch (problem.code) {
    case "unauthenticated":
    case "forbidden":
    case "not_found":
    case "rate_limited":
      return strings.shell.errors[problem.code];
    case "overloaded":
    case "unavailable":
    case "ledger_conflict":
      return strings.shell.errors.unavailable;
    case "internal":
      return strings.shell.errors.unknown;
    default:
      return problem.message;
  }
}
