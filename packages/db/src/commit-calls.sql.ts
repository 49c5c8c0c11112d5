import { CAPS, CHANGED_HOLDS, NEW_HOLDS, REMOVED_CAPS, SETTINGS } from "./committed-call-rows.ts";
import { insertGuarded, placeIn } from "./row-set.ts";

/**
 * The part of the committing statement that writes live calls and what they are measured by. A hold that has ended does
 * not change again, but for the one settlement of an abandoned one: whatever was decided, the row says so, too.
 */
export const CALLS_CHANGED = `holds_inserted as (${insertGuarded("token_holds", NEW_HOLDS)}),
holds_changed as (
  update token_holds hold
  set
    status = changed_hold.status,
    last_seq = changed_hold.last_seq,
    elapsed_seconds = changed_hold.elapsed_seconds,
    accrued_micro = changed_hold.accrued_micro,
    held_micro = changed_hold.held_micro,
    lent_micro = changed_hold.lent_micro,
    granted_seconds = changed_hold.granted_seconds,
    expires_at = changed_hold.expires_at,
    closed_at = changed_hold.closed_at,
    closed_reason = changed_hold.closed_reason,
    line_id = changed_hold.line_id,
    settled_at = changed_hold.settled_at
  from guarded
  join ${CHANGED_HOLDS.source} using (account)
  cross join ${placeIn("token_holds", ["id"], "changed_hold")}
  where hold.ctid = found.place
    and (hold.status = 'open' or (hold.status = 'abandoned' and changed_hold.status = 'settled'))
  returning hold.business_id
),
caps_removed as (
  delete from business_caps cap
  using guarded
  join ${REMOVED_CAPS.source} using (account)
  where cap.business_id = guarded.business_id
    and cap.agent_id = removed_cap.agent_id
    and cap.every = removed_cap.every
  returning cap.business_id
),
caps_changed as (
  update business_caps standing
  set limit_micro = cap.limit_micro
  from guarded
  join ${CAPS.source} using (account)
  where standing.business_id = guarded.business_id
    and standing.agent_id = cap.agent_id
    and standing.every = cap.every
  returning standing.business_id, standing.agent_id, standing.every
),
caps_inserted as (
  insert into business_caps (business_id, ${CAPS.columns})
  select guarded.business_id, ${CAPS.qualified}
  from guarded
  join ${CAPS.source} using (account)
  where (guarded.business_id, cap.agent_id, cap.every)
    not in (select business_id, agent_id, every from caps_changed)
  returning business_id
),
settings_changed as (
  update businesses business
  set
    overdraft_limit_micro = setting.overdraft_limit_micro,
    suspended_at = setting.suspended_at,
    suspended_reason = setting.suspended_reason,
    concurrent_calls_limit = case
      when setting.sets_concurrent_calls then setting.concurrent_calls_limit
      else business.concurrent_calls_limit
    end,
    concurrent_calls_limit_set_at = case
      when setting.sets_concurrent_calls then guarded.now
      else business.concurrent_calls_limit_set_at
    end
  from guarded
  join ${SETTINGS.source} using (account)
  where business.id = guarded.business_id
  returning business.id as business_id
),`;

export const CALLS_WRITTEN = [
  "holds_inserted",
  "holds_changed",
  "caps_removed",
  "caps_changed",
  "caps_inserted",
  "settings_changed",
] as const;
