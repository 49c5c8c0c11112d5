import { DAY_MS, type RecordUsageCommand } from "@farebox/billing-core";
import type { Env } from "../env.ts";
import type { LedgerRequest } from "../ledger/ledger.ts";
import { newId } from "../new-id.ts";

/** One event as a caller reported it. */
export type ReportedEvent = Omit<RecordUsageCommand, "kind" | "lineId" | "lateAfterMs"> & {
  readonly businessId: string;
};

export function toUsageCommand(event: ReportedEvent, env: Pick<Env, "lateAfterDays">): LedgerRequest<"record_usage"> {
  const { businessId, ...reported } = event;
  const lateAfterMs = env.lateAfterDays * DAY_MS;
  return { businessId, command: { kind: "record_usage", lineId: newId(), ...reported, lateAfterMs } };
}
