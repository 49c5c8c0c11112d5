/** The one error shape of the API, as tRPC carries it. */
export type ApiProblem = {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly requestId: string;
  readonly fields?: readonly WrongField[];
  readonly details?: Readonly<Record<string, unknown>>;
};

/** One value that was refused. The message is the developers' word for it. */
export type WrongField = {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly params?: Readonly<Record<string, number | string>>;
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
