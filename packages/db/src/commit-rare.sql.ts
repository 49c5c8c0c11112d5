import {
  CAPS,
  CHANGED_REVIEWS,
  CORRECTIONS,
  FACTS,
  NEW_GRANTS,
  NEW_REVIEWS,
  REMOVED_CAPS,
  SETTINGS,
} from "./committed-rare-rows.ts";
import { insertGuarded } from "./row-set.ts";

/** The part of the committing statement that few commits need: those that record usage or move a call do without it. */
export const RARE_CHANGED = `grants_inserted as (${insertGuarded("token_grants", NEW_GRANTS, { returning: ["id"] })}),
reviews_inserted as (${insertGuarded("usage_reviews", NEW_REVIEWS)}),
reviews_changed as (
  update usage_reviews review
  set
    status = changed_review.status,
    resolved_at = changed_review.resolved_at,
    line_id = changed_review.line_id,
    note = changed_review.note
  from guarded
  join ${CHANGED_REVIEWS.source} using (account)
  where review.business_id = guarded.business_id
    and review.id = changed_review.id
    and review.status = 'pending'
  returning review.business_id
),
corrections_inserted as (${insertGuarded("usage_corrections", CORRECTIONS)}),
facts_inserted as (${insertGuarded("provider_facts", FACTS)}),
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
  cross join lateral (
    select sought.ctid as place from businesses sought where sought.id = guarded.business_id limit 1
  ) found
  where business.ctid = found.place
  returning business.id as business_id
),`;

export const RARE_WRITTEN = [
  "grants_inserted",
  "reviews_inserted",
  "reviews_changed",
  "corrections_inserted",
  "facts_inserted",
  "caps_removed",
  "caps_changed",
  "caps_inserted",
  "settings_changed",
] as const;
