import type { Cap, Hold, Settings } from "@farebox/billing-core";
import { CHARGED_DAYS } from "./committed-rows.ts";
import { type Columns, rowSet } from "./row-set.ts";

/** The rows of live calls and of what they are measured by; the parameters follow those of `committed-rows.ts`. */

/** What a heartbeat and the end of a call change. */
const PROGRESS: Columns<Hold> = {
  id: ["uuid", (row) => row.id],
  status: ["text", (row) => row.status],
  last_seq: ["bigint", (row) => row.lastSeq],
  elapsed_seconds: ["integer", (row) => row.elapsedSeconds],
  accrued_micro: ["bigint", (row) => row.accrued],
  held_micro: ["bigint", (row) => row.held],
  lent_micro: ["bigint", (row) => row.lent],
  granted_seconds: ["integer", (row) => row.grantedSeconds],
  expires_at: ["instant", (row) => row.expiresAt],
  closed_at: ["instant", (row) => row.closedAt],
  closed_reason: ["text", (row) => row.closedReason],
  line_id: ["uuid", (row) => row.lineId],
  settled_at: ["instant", (row) => row.settledAt],
};

export const NEW_HOLDS = rowSet<Hold>("new_hold", CHARGED_DAYS.nextParameter, {
  ...PROGRESS,
  call_id: ["text", (row) => row.callId],
  service: ["text", (row) => row.service],
  agent_id: ["text", (row) => row.agentId],
  rate_card_id: ["uuid", (row) => row.rateCardId],
  rate_version: ["integer", (row) => row.rateVersion],
  opened_at: ["instant", (row) => row.openedAt],
});

export const CHANGED_HOLDS = rowSet<Hold>("changed_hold", NEW_HOLDS.nextParameter, PROGRESS);

type CapPlace = Pick<Cap, "agentId" | "every">;

const CAP_PLACE: Columns<CapPlace> = {
  agent_id: ["text", (row) => row.agentId ?? ""],
  every: ["text", (row) => row.every],
};

/** Caps from now on, whether or not there was one in their place. */
export const CAPS = rowSet<Cap>("cap", CHANGED_HOLDS.nextParameter, {
  ...CAP_PLACE,
  limit_micro: ["bigint", (row) => row.limit],
});

/** Caps that were loaded and are no more. */
export const REMOVED_CAPS = rowSet<CapPlace>("removed_cap", CAPS.nextParameter, CAP_PLACE);

/** Settings with whether the limit of live calls is among what changed: the plan's stays the plan's otherwise. */
export type SettingsChange = Settings & { readonly setsConcurrentCalls: boolean };

export const SETTINGS = rowSet<SettingsChange>("setting", REMOVED_CAPS.nextParameter, {
  overdraft_limit_micro: ["bigint", (row) => row.overdraftLimit],
  suspended_at: ["instant", (row) => row.suspendedAt],
  suspended_reason: ["text", (row) => row.suspendedReason],
  concurrent_calls_limit: ["integer", (row) => row.concurrentCallsLimit],
  sets_concurrent_calls: ["boolean", (row) => row.setsConcurrentCalls],
});
