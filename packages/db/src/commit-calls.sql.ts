import { CHANGED_HOLDS, NEW_HOLDS } from "./committed-call-rows.ts";
import { insertGuarded, placeIn } from "./row-set.ts";

/**
 * The part of the committing statement that writes live calls. A hold that has ended does
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
),`;

export const CALLS_WRITTEN = ["holds_inserted", "holds_changed"] as const;
