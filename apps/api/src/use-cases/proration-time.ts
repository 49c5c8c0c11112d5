import { type Instant, MINUTE_MS, SECOND_MS } from "@farebox/billing-core";
import type { PlanStanding } from "./plan-standing.ts";

/** Now, as the provider counts it: in whole seconds, and within the period that was paid for. */
export function prorationTime({ now, running }: PlanStanding, wanted: Instant = now): Instant {
  const second = Math.floor(wanted / SECOND_MS) * SECOND_MS;
  if (running === null) return second;
  return Math.min(Math.max(second, running.periodStartAt), running.periodEndAt - SECOND_MS);
}

/** Whether what was shown then may still be what is charged. */
export function isFresh(previewedAt: Instant, now: Instant): boolean {
  return previewedAt <= now + MINUTE_MS && now - previewedAt <= PREVIEW_HOLDS_MS;
}

const PREVIEW_HOLDS_MS = 10 * MINUTE_MS;
