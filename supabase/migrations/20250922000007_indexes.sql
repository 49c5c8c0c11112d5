-- Why: a page of the history, filtered by anything, and the list of late events are read in one walk down an index, however
-- long a business's history is.
-- Old code: keeps working, only indexes change.

set role farebox_owner;

-- Runs of one kind, and runs of a range of time; a run is one line of the history, whatever the number of its entries.
create index token_transactions_by_kind on token_transactions (business_id, kind, seq) where leg = 1;
create index token_transactions_by_time on token_transactions (business_id, occurred_at, seq) where leg = 1;

-- Within a business `recorded_at` rises with the ledger's `seq`, so that these give the newest first. None of their
-- columns ever changes.
create index usage_tracking_by_service on usage_tracking (business_id, service, recorded_at);
create index usage_tracking_by_agent on usage_tracking (business_id, agent_id, recorded_at) where agent_id is not null;

-- The list is in the order of the ids.
drop index usage_reviews_pending;
create index usage_reviews_pending on usage_reviews (business_id, id) where status = 'pending';

reset role;
