-- Why: a process keeps accounts and asks whether their version still stands. Whoever changes what decisions read has to bump it,
-- which commits do and a person with a statement of his own may forget: a suspension would then be heard only after the next
-- commit. Settings and caps change a few times a year and never on the path of a charge; a trigger cannot be forgotten.
-- Old code: keeps working.

set role farebox_owner;

-- Only where this transaction has not written the balance row already, as a commit has.
create function move_account_of_settings() returns trigger
  language plpgsql set search_path = pg_catalog, public
  as $$
begin
  update token_balances set version = version + 1
  where business_id = new.id and xmin <> pg_current_xact_id()::xid;
  return null;
end
$$;
create trigger businesses_move_account after update on businesses
  for each row when (
    (old.time_zone, old.overdraft_limit_micro, old.suspended_at, old.suspended_reason, old.clock_offset_ms,
      old.concurrent_calls_limit, old.concurrent_calls_limit_set_at)
    is distinct from
    (new.time_zone, new.overdraft_limit_micro, new.suspended_at, new.suspended_reason, new.clock_offset_ms,
      new.concurrent_calls_limit, new.concurrent_calls_limit_set_at)
  ) execute function move_account_of_settings();
comment on table businesses is 'The tenants; the id leads every key of every tenant table. Also the organizations of the sign-in library. A change of a column that decisions read (zone, limits, suspension, clock) bumps the version of the balance row in the same transaction.';

create function move_account_of_caps() returns trigger
  language plpgsql set search_path = pg_catalog, public
  as $$
begin
  update token_balances set version = version + 1
  where business_id in (old.business_id, new.business_id) and xmin <> pg_current_xact_id()::xid;
  return null;
end
$$;
create trigger business_caps_move_account after insert or update or delete on business_caps
  for each row execute function move_account_of_caps();

reset role;
