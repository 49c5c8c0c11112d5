import { FareboxError } from "./errors.ts";

/** What is answered in time, or else `timeout`. */
export function within<Result>(promise: Promise<Result>, timeoutMs: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new FareboxError("timeout", "It took too long.", { retryable: true }));
    const timer = setTimeout(late, Math.max(0, timeoutMs));
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
