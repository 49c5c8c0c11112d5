import { FareboxError, toFareboxError } from "../errors.ts";
import { isRecord } from "../is-record.ts";
import type { Ask } from "../procedures.ts";
import type { RequestOptions } from "../request-options.ts";
import type { UsageEvent, UsageResult } from "./usage-types.ts";

/** What became of an event, or why that is not known. */
export type Posted = UsageResult | FareboxError;

/**
 * Sends events together and answers one by one. A request that is refused because of its form is split until only the
 * event that is wrong has the error: one caller's mistake is not another's.
 */
export async function postUsage(ask: Ask, events: readonly UsageEvent[], options?: RequestOptions): Promise<Posted[]> {
  try {
    return readResults(await ask("usage.record", { events }, options), events);
  } catch (failure) {
    const error = toFareboxError(failure);
    if (events.length === 1 || !isAboutOneOf(error)) return events.map(() => error);
    const middle = events.length >> 1;
    const first = await postUsage(ask, events.slice(0, middle), options);
    return [...first, ...(await postUsage(ask, events.slice(middle), options))];
  }
}

function isAboutOneOf({ code }: FareboxError): boolean {
  return code === "validation_failed" || code === "payload_too_large" || code === "forbidden";
}

function readResults(answer: unknown, events: readonly UsageEvent[]): Posted[] {
  const results = isRecord(answer) ? answer["results"] : null;
  if (Array.isArray(results) && results.length === events.length && results.every(isResult))
    return results.map((result: UsageResult) => (result.retryable === true ? undecided(result) : result));
  throw new FareboxError("invalid_answer", "usage.record: the answer does not have a result for each event.");
}

function isResult(result: unknown, index: number): boolean {
  return isRecord(result) && typeof result["outcome"] === "string" && typeof result["key"] === "string" && index >= 0;
}

/** Refused only because others were in the way: nothing is decided, and it may be sent again. */
function undecided({ reason = "unavailable", message, key }: UsageResult): FareboxError {
  return new FareboxError(reason, message ?? `Usage ${key} could not be decided in time.`, {
    retryable: true,
    status: 503,
  });
}
