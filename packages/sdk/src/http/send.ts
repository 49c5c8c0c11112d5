import { FareboxError } from "../errors.ts";
import { readAnswer } from "./read-answer.ts";

/** One attempt: a request, and its whole answer or a `FareboxError`. */
export async function send(request: HttpRequest): Promise<Record<string, unknown>> {
  const { method, url, headers, body, timeoutMs, signal, fetch } = request;
  const hurry = new AbortController();
  const timer = setTimeout(() => hurry.abort(), timeoutMs);
  const stop = () => hurry.abort();
  signal?.addEventListener("abort", stop);
  try {
    if (signal?.aborted === true) throw aborted();
    const init = { method, headers, redirect: "manual", signal: hurry.signal } as const;
    const response = await fetch(url, body === null ? init : { ...init, body });
    return readAnswer(response, await response.text());
  } catch (failure) {
    if (failure instanceof FareboxError) throw failure;
    if (signal?.aborted === true) throw aborted();
    if (hurry.signal.aborted)
      throw new FareboxError("timeout", `No answer from ${url} within ${timeoutMs} ms.`, { retryable: true });
    throw new FareboxError("unreachable", `Cannot reach ${url}: ${reasonOf(failure)}`, {
      retryable: true,
      cause: failure,
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

export type HttpRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly fetch: typeof fetch;
};

export function aborted(): FareboxError {
  return new FareboxError("aborted", "The request was given up by its signal.");
}

/** `fetch failed` says nothing; what it failed of is its cause. */
function reasonOf(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  const { cause } = failure;
  if (!(cause instanceof Error)) return failure.message;
  return cause.message === "" ? String((cause as { code?: unknown }).code ?? cause.name) : cause.message;
}
