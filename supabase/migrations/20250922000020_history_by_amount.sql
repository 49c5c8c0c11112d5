-- Why: the history is filtered by amount and by status, and calls that fell silent are found among all there ever were.
-- Old code: keeps working, only indexes are added.

set role farebox_owner;

create index usage_tracking_by_charge on usage_tracking (business_id, charged_micro);
-- Both of its columns and its condition change once at most, when a call ends; a heartbeat stays on its page.
create index token_holds_abandoned on token_holds (business_id, id) where status = 'abandoned';

reset role;
