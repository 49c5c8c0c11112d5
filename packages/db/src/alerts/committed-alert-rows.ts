import type { AlertRule, Notice } from "@farebox/billing-core";
import { SETTINGS } from "../committed-rare-rows.ts";
import { rowSet } from "../row-set.ts";

/** Rules that are new, changed or moved. */
export const ALERTS = rowSet<AlertRule>("alert_rule", SETTINGS.nextParameter, {
  id: ["uuid", (row) => row.id],
  kind: ["text", (row) => row.kind],
  threshold: ["bigint", (row) => row.threshold],
  channels: ["text", (row) => row.channels.join(" ")],
  armed: ["boolean", (row) => row.armed],
  last_fired_at: ["instant", (row) => row.lastFiredAt],
  base_micro: ["bigint", (row) => row.base],
  set_by_owner: ["boolean", (row) => row.setByOwner],
});

export const REMOVED_ALERTS = rowSet<AlertRule>("removed_alert", ALERTS.nextParameter, {
  id: ["uuid", (row) => row.id],
});

export const NOTICES = rowSet<Notice>("new_notice", REMOVED_ALERTS.nextParameter, {
  id: ["uuid", (row) => row.id],
  dedupe_key: ["text", (row) => row.dedupeKey],
  kind: ["text", (row) => row.kind],
  payload: ["jsonb", (row) => JSON.stringify(row.payload)],
  channels: ["text", (row) => row.channels?.join(" ") ?? null],
  occurred_at: ["instant", (row) => row.occurredAt],
});
