import type { FareboxError } from "../errors.ts";
import type { UsageEvent, UsageResult } from "./usage-types.ts";

/** The event itself is wrong: it would be wrong the next time, too. Everything else may be put right by somebody. */
export function isWrong({ code }: FareboxError): boolean {
  return code === "validation_failed" || code === "payload_too_large" || code === "invalid_argument";
}

export function toRefusal(event: UsageEvent, { code, message }: FareboxError): UsageResult {
  return { key: event.key, outcome: "refused", charged: 0, reason: code as UsageResult["reason"] & string, message };
}
