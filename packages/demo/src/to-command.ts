import type { GrantCommand, RecordUsageCommand } from "@farebox/billing-core";
import type { DemoEvent, DemoGrant } from "./history.ts";

/** What is sent to the ledger for an entry of a demo history. */
export function toCommand(entry: DemoGrant | DemoEvent, newId: () => string): GrantCommand | RecordUsageCommand {
  if (entry.kind === "grant") {
    const { key, source, tokens, effectiveAt, expiresAt, reason } = entry;
    return {
      kind: "grant",
      scope: "grant",
      key,
      grantId: newId(),
      source,
      tokens,
      priority: 100,
      effectiveAt,
      expiresAt,
      costBasis: null,
      reason,
    };
  }
  const { key, service, quantity, at, agentId, ref } = entry;
  return {
    kind: "record_usage",
    key,
    lineId: newId(),
    service,
    quantity,
    occurredAt: at,
    agentId,
    ref,
    metadata: null,
    allowOverdraft: true,
    // A filling that goes on after a pause of months is still history, not late news.
    lateAfterMs: Number.MAX_SAFE_INTEGER,
  };
}
