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

export const CAPS = `
  (
    select json_agg(json_build_object('agentId', nullif(cap.agent_id, ''), 'every', cap.every, 'limit', cap.limit_micro)
      order by cap.agent_id, cap.every)
    from business_caps cap
    where cap.business_id = balance.business_id
  )`;

/**
 * What was charged in the business's day and month that contain the loading instant, by agent. Null without caps, unless
 * some are being set: then nothing is added up.
 */
export const CHARGED_IN_WINDOWS = `
  case
    when asked.sets_caps or exists (select from business_caps cap where cap.business_id = balance.business_id)
    then coalesce((
      select json_agg(json_build_object('agentId', nullif(counted.agent_id, ''), 'today', counted.today, 'thisMonth', counted.this_month))
      from (
        select
          total.agent_id,
          coalesce(sum(total.charged_micro) filter (where total.day = window_end.day), 0) as today,
          sum(total.charged_micro) as this_month
        from (
          select (
            (clock.loaded_at + (sandbox_clock.offset_ms + business.clock_offset_ms) * interval '1 millisecond')
              at time zone business.time_zone
          )::date as day
        ) window_end
        join charged_days total
          on total.business_id = balance.business_id
          and total.day between date_trunc('month', window_end.day)::date and window_end.day
        group by total.agent_id
      ) counted
    ), '[]')
  end`;
