import { milliseconds } from "../account-json.ts";

/** The rules of a business, in id order: the order they were made in. */
export const ALERT_RULES = `
  (
    select json_agg(json_build_object(
      'id', rule.id,
      'kind', rule.kind,
      'threshold', rule.threshold,
      'channels', rule.channels,
      'armed', rule.armed,
      'lastFiredAt', ${milliseconds("rule.last_fired_at")},
      'base', rule.base_micro,
      'setByOwner', rule.set_by_owner
    ) order by rule.id)
    from alert_rules rule
    where rule.business_id = balance.business_id
  )`;
