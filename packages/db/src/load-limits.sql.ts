/** How many calls may be live at once: what was set for this business, otherwise what its plan allows; null is unlimited. */
export const CONCURRENT_CALLS_LIMIT = `
  case
    when business.concurrent_calls_limit_set_at is not null then business.concurrent_calls_limit
    else (
      select plan.concurrent_calls_limit
      from business_subscriptions subscription
      join subscription_plans plan
        -- Without a subscription that stands a business is on the free plan.
        on plan.key = case when subscription.status in ('trialing', 'active', 'past_due', 'unpaid') then subscription.plan_key else 'free' end
      where subscription.business_id = balance.business_id
    )
  end`;

/**
 * What was charged in the business's day and month that contain the loading instant: an item for the whole business, one
 * for each agent that a cap (or one being set) names. Null without caps: then nothing is added up.
 *
 * All agents of the month are read once, because the whole business's sum needs them anyway.
 */
export const CHARGED_IN_WINDOWS = `
  case
    when exists (select from business_caps cap where cap.business_id = balance.business_id)
      or exists (select from asked_cap where asked_cap.business_id = balance.business_id)
    then (
      select json_agg(json_build_object('agentId', counted.agent_id, 'today', counted.today, 'thisMonth', counted.this_month))
      from (
        select
          case when grouping(total.agent_id) = 0 then total.agent_id end as agent_id,
          coalesce(sum(total.charged_micro) filter (where total.day = window_end.day), 0) as today,
          coalesce(sum(total.charged_micro), 0) as this_month
        from (
          select (
            (clock.loaded_at + (sandbox_clock.offset_ms + business.clock_offset_ms) * interval '1 millisecond')
              at time zone business.time_zone
          )::date as day
        ) window_end
        join charged_days total
          on total.business_id = balance.business_id
          and total.day between date_trunc('month', window_end.day)::date and window_end.day
        group by grouping sets ((), (total.agent_id))
        having grouping(total.agent_id) = 1
          or total.agent_id in (
            select cap.agent_id from business_caps cap where cap.business_id = balance.business_id and cap.agent_id <> ''
            union all
            select asked_cap.agent_id from asked_cap where asked_cap.business_id = balance.business_id and asked_cap.agent_id <> ''
          )
      ) counted
    )
  end`;
