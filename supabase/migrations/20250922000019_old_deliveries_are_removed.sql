-- Why: a delivery that is finished is of use while somebody may ask about it, and no longer: one row for every notice and
--      recipient would stay for ever. The notice itself stays, so that nothing is told twice.
-- Old code: keeps working. It removes none.

set role farebox_owner;

create index notice_deliveries_finished on notice_deliveries (finished_at) where finished_at is not null;
do $$
begin
  execute format(
    'grant delete on table notice_deliveries to %s',
    array_to_string('farebox_service'::text || farebox_setup.present('{service_role}'), ', ')
  );
end
$$;

reset role;
