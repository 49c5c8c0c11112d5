import { invalidRequest, StripeError } from "./errors.ts";

/** What goes back to the client. */
export interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

export function answerJson(status: number, body: object, headers: Answer["headers"] = {}): Answer {
  return {
    status,
    body: `${JSON.stringify(body, null, 2)}\n`,
    headers: { "content-type": "application/json", ...headers },
  };
}

/** Stripe's envelope. What is no refusal of ours is a bug of the sandbox: it is told as a 500 and on `onBug`. */
export function answerError(
  failure: unknown,
  { requestLogUrl, onBug }: { requestLogUrl: string | null; onBug: (cause: unknown) => void },
): Answer {
  if (!(failure instanceof StripeError)) onBug(failure);
  const refusal =
    failure instanceof StripeError
      ? failure
      : new StripeError({
          type: "api_error",
          message: "An error occurred within the sandbox itself. It has been logged.",
        });
  const headers = refusal.shouldRetry === null ? {} : { "stripe-should-retry": String(refusal.shouldRetry) };
  return answerJson(
    refusal.status,
    { error: { ...refusal.body, ...(requestLogUrl === null ? {} : { request_log_url: requestLogUrl }) } },
    headers,
  );
}

export const MAXIMUM_BODY_BYTES = 1_000_000;

export function bodyTooLarge(): StripeError {
  return invalidRequest(`The request body may have at most ${MAXIMUM_BODY_BYTES} bytes.`, { status: 413 });
}
