import { DAY_MS, type GrantCommand, type RecordUsageCommand, tokens } from "@farebox/billing-core";
import { newId } from "../../new-id.ts";

/** An event that costs so many whole tokens: one request of the agent each. */
export function useOf(wholeTokens: number, more: Partial<RecordUsageCommand> = {}): RecordUsageCommand {
  return {
    kind: "record_usage",
    key: newId(),
    lineId: newId(),
    service: "ai_agent_request",
    quantity: wholeTokens,
    occurredAt: null,
    agentId: null,
    ref: null,
    metadata: null,
    allowOverdraft: false,
    lateAfterMs: 35 * DAY_MS,
    ...more,
  };
}

export function grantOf(wholeTokens: number, more: Partial<GrantCommand> = {}): GrantCommand {
  return {
    kind: "grant",
    scope: "grant",
    key: newId(),
    grantId: newId(),
    source: "promotion",
    tokens: tokens(wholeTokens),
    priority: 100,
    effectiveAt: null,
    expiresAt: null,
    costBasis: null,
    reason: "a test",
    ...more,
  };
}

/** How often each outcome came, and for what reason it was refused. */
export function countOutcomes(outcomes: readonly { readonly outcome: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) {
    const name = "error" in outcome ? (outcome.error as { code: string }).code : outcome.outcome;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
