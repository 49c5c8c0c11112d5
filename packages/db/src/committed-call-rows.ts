import type { Hold } from "@farebox/billing-core";
import { CHARGED_DAYS } from "./committed-rows.ts";
import { type Columns, rowSet } from "./row-set.ts";

/** The rows of live calls; their parameters follow those of `committed-rows.ts`. */

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
