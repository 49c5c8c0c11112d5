-- Why: what each recorded event paid for and nobody needed. A repetition with a bound (`{1,255}`) costs the expression engine
-- 25 µs a row, also for each draw-down of a grant whose key does not change; looking for a character that is not allowed,
-- 0.2 µs. Three foreign keys asked for the balance row that the committing statement had just locked and joined. An index on
-- all kinds of entries served only the rare ones.
-- Old code: keeps working.
-- The checks mean what they meant, so that rows already there keep them; the next migration says so without blocking writers.

set role farebox_owner;

alter table usage_tracking
  drop constraint usage_tracking_key_visible_ascii,
  add constraint usage_tracking_key_visible_ascii
    check (octet_length(key) between 1 and 255 and key !~ '[^!-~]') not valid,
  drop constraint usage_tracking_service_is_a_word,
  add constraint usage_tracking_service_is_a_word
    check (octet_length(service) <= 63 and service ~ '^[a-z][a-z0-9_]*$') not valid;
alter table usage_reviews
  drop constraint usage_reviews_key_visible_ascii,
  add constraint usage_reviews_key_visible_ascii
    check (octet_length(key) between 1 and 255 and key !~ '[^!-~]') not valid,
  drop constraint usage_reviews_service_is_a_word,
  add constraint usage_reviews_service_is_a_word
    check (octet_length(service) <= 63 and service ~ '^[a-z][a-z0-9_]*$') not valid;
alter table token_grants
  drop constraint token_grants_key_visible_ascii,
  add constraint token_grants_key_visible_ascii
    check (octet_length(key) between 1 and 255 and key !~ '[^!-~]') not valid;
alter table token_holds
  drop constraint token_holds_call_id_visible_ascii,
  add constraint token_holds_call_id_visible_ascii
    check (octet_length(call_id) between 1 and 255 and call_id !~ '[^!-~]') not valid,
  drop constraint token_holds_service_is_a_word,
  add constraint token_holds_service_is_a_word
    check (octet_length(service) <= 63 and service ~ '^[a-z][a-z0-9_]*$') not valid;

-- Only the committing statement writes these, and it joins each row to the balance row it holds the lock of, and each entry to
-- its grant, which it writes as well. Neither can be deleted by any role of the program. verify:ledger looks for rows of nobody.
alter table token_transactions drop constraint token_transactions_balance, drop constraint token_transactions_grant;
alter table usage_tracking drop constraint usage_tracking_balance;
alter table idempotency_keys drop constraint idempotency_keys_balance;

-- Nothing asks for the entries of one grant but verify:ledger, which reads all of them.
drop index token_transactions_of_grant;
-- Usage is nearly all of a ledger: its newest runs are found by walking the ledger itself.
drop index token_transactions_by_kind;
create index token_transactions_by_kind on token_transactions (business_id, kind, seq) where leg = 1 and kind <> 'usage';

reset role;
