import type { ProcedureName } from "../contract.gen.ts";
import { FareboxError, toFareboxError } from "../errors.ts";
import { type Ask, ROUTES, type Route } from "../procedures.ts";
import type { Settings } from "../settings.ts";
import { backOffMs } from "./back-off.ts";
import { isAnswer } from "./is-answer.ts";
import { aborted, send } from "./send.ts";
import { toRequest } from "./to-request.ts";

/** Further attempts at an answer that makes no sense: it is rather a wrong address than a passing fault. */
const MOST_INVALID_ANSWERS = 3;

/** Asks Farebox: attempts with pauses, until there is an answer, a *no*, or no time left. */
export function createAsk(settings: Settings): Ask {
  return async (name, input, options = {}) => {
    const { method, path, isRepeatable } = ROUTES.get(name) as Route;
    const request = toRequest(settings, { method, path, input: input ?? {}, businessId: options.businessId });
    const totalMs = options.timeoutMs ?? settings.totalTimeoutMs;
    // There is always time for a second attempt.
    const attemptMs = Math.min(settings.attemptTimeoutMs, totalMs / 2);
    const deadline = performance.now() + totalMs;
    let before: FareboxError | null = null;
    for (let failures = 1; ; failures += 1) {
      const timeoutMs = Math.max(1, Math.min(attemptMs, deadline - performance.now()));
      try {
        const answer = await send({ ...request, timeoutMs, signal: options.signal, fetch: settings.fetch });
        if (isAnswer(name, answer)) return answer;
        throw new FareboxError("invalid_answer", "what is needed of it is not in the answer.", {
          status: 200,
          retryable: true,
        });
      } catch (failure) {
        const error = toFareboxError(failure);
        const waitMs = Math.max(backOffMs(failures), error.retryAfterMs ?? 0);
        const isTimeUp = performance.now() + waitMs >= deadline;
        // An attempt for which hardly any time was left says less than the one before.
        const isCutShort = error.code === "timeout" && timeoutMs < attemptMs;
        if (isTimeUp || !mayRepeat({ error, isRepeatable, failures }))
          throw about(isCutShort ? (before ?? error) : error, name);
        before = error;
        await pause(waitMs, options.signal);
      }
    }
  };
}

/** Where another effect is possible, only what was certainly not done is tried again. */
function mayRepeat({ error, isRepeatable, failures }: Failed): boolean {
  if (error.code === "invalid_answer" && failures >= MOST_INVALID_ANSWERS) return false;
  if (error.code === "internal") return isRepeatable;
  return error.retryable && (isRepeatable || error.status === 429);
}

type Failed = { readonly error: FareboxError; readonly isRepeatable: boolean; readonly failures: number };

function about(error: FareboxError, name: ProcedureName): FareboxError {
  if (!error.message.startsWith(`${name}: `)) error.message = `${name}: ${error.message}`;
  return error;
}

function pause(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(resolve), delayMs);
    const stop = () => finish(() => reject(aborted()));
    if (signal?.aborted === true) return stop();
    signal?.addEventListener("abort", stop, { once: true });
    function finish(then: () => void): void {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      then();
    }
  });
}
