import { ALERTS, NOTICES, REMOVED_ALERTS } from "./committed-alert-rows.ts";

/** Rules as they stand after a commit, and what the business is told of it: in the statement that few commits need. */
export const ALERTS_CHANGED = `alerts_removed as (
  delete from alert_rules rule
  using guarded
  join ${REMOVED_ALERTS.source} using (account)
  where rule.business_id = guarded.business_id
    and rule.id = removed_alert.id
  returning rule.business_id
),
alerts_written as (
  insert into alert_rules as standing
    (business_id, id, kind, threshold, channels, armed, last_fired_at, base_micro, set_by_owner)
  select
    guarded.business_id, alert_rule.id, alert_rule.kind, alert_rule.threshold, string_to_array(alert_rule.channels, ' '),
    alert_rule.armed, alert_rule.last_fired_at, alert_rule.base_micro, alert_rule.set_by_owner
  from guarded
  join ${ALERTS.source} using (account)
  on conflict (business_id, id) do update
  set
    kind = excluded.kind,
    threshold = excluded.threshold,
    channels = excluded.channels,
    armed = excluded.armed,
    last_fired_at = excluded.last_fired_at,
    base_micro = excluded.base_micro,
    set_by_owner = excluded.set_by_owner
  returning standing.business_id
),
-- A fact that was told already is told no second time, and is counted all the same.
notices_inserted as (
  insert into outbox as told (business_id, id, dedupe_key, kind, payload, channels, occurred_at)
  select
    guarded.business_id, new_notice.id, new_notice.dedupe_key, new_notice.kind, new_notice.payload,
    string_to_array(new_notice.channels, ' '), new_notice.occurred_at
  from guarded
  join ${NOTICES.source} using (account)
  on conflict (business_id, dedupe_key) do update
  set fanned_out_at = told.fanned_out_at
  returning told.business_id
),`;

export const ALERTS_WRITTEN = ["alerts_removed", "alerts_written", "notices_inserted"] as const;
