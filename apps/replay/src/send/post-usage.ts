import type { PlannedEvent } from "../plan/planned-event.ts";
import type { BillingDoor } from "./billing-door.ts";
import { parseUsageResults, type UsageResult } from "./usage-results.ts";

type PostOptions = { readonly allowOverdraft: boolean; readonly patienceSeconds: number };

/** One request; events that the server could not decide this time are sent again until they are decided or patience ends. */
export async function postUsage(
  door: BillingDoor,
  events: readonly PlannedEvent[],
  options: PostOptions,
): Promise<readonly UsageResult[]> {
  const results: UsageResult[] = [];
  let undecided = events.map((_, index) => index);
  const deadline = performance.now() + options.patienceSeconds * 1_000;
  for (let attempt = 1; undecided.length > 0; attempt += 1) {
    const asked = undecided.flatMap((index) => events[index] ?? []);
    const body = { events: asked.map((planned) => wireEvent(planned, options.allowOverdraft)) };
    const answered = parseUsageResults(
      await door.post("/usage", body),
      asked.map((planned) => planned.key),
    );
    const isLast = performance.now() > deadline;
    const again: number[] = [];
    answered.forEach((result, position) => {
      const index = undecided[position] ?? 0;
      if (result.isRetryable && !isLast) again.push(index);
      else results[index] = result;
    });
    undecided = again;
    if (undecided.length > 0) await new Promise((resume) => setTimeout(resume, Math.min(2_000, 50 * 2 ** attempt)));
  }
  return results;
}

function wireEvent(planned: PlannedEvent, allowOverdraft: boolean) {
  const { event } = planned;
  return {
    key: planned.key,
    businessId: planned.businessId,
    service: event.service,
    quantity: event.quantity,
    occurredAt: new Date(planned.occurredAtMs).toISOString(),
    ...(event.agentId === null ? {} : { agentId: event.agentId }),
    ...(event.ref === null ? {} : { ref: event.ref }),
    ...(allowOverdraft ? { allowOverdraft: true } : {}),
  };
}
