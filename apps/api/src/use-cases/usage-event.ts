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
  // What can be no service's name is refused as unknown however old it is, rather than kept for somebody to look at.
  const lateAfterMs = SERVICE_NAME.test(reported.service) ? env.lateAfterDays * DAY_MS : Infinity;
  return { businessId, command: { kind: "record_usage", lineId: newId(), ...reported, lateAfterMs } };
}

const SERVICE_NAME = /^[a-z][a-z0-9_]{0,62}$/;
