import type { Check, Finding } from "./check.ts";

/** The database still holds what keeps the data right: rights, row security, unique indexes (I6, I13, I14). */
export const protectionChecks: Check = async (sql) => {
  const results = [];
  for (const { name, rule, statement, at } of PROTECTIONS) {
    const rows = await sql.query<{ place: string; problem: string | null }>(`check_${name}`, statement, []);
    const findings = rows.flatMap(({ place, problem }): Finding[] =>
      problem === null ? [] : [{ businessId: null, place, problem }],
    );
    results.push({ name, rule, looked: rows.length, at, findings });
  }
  return results;
};

/** Each statement returns everything it looked at, with a problem or null. */
const PROTECTIONS = [
  {
    name: "append_only",
    rule: "no role but the owner may change or remove what was written down",
    at: "tables that are only added to",
    statement: `
select
  written_once.name as place,
  string_agg(role.rolname || ' may ' || privilege.name, ', ') filter (
    where role.rolname is not null
  ) as problem
from unnest(array['token_transactions', 'usage_tracking', 'usage_corrections', 'idempotency_keys', 'provider_facts'])
  as written_once (name)
cross join unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) as privilege (name)
left join pg_roles role
  on not role.rolsuper
  and role.rolname not like 'pg\\_%'
  and not pg_has_role(role.oid, 'farebox_owner', 'member')
  and (
    has_table_privilege(role.oid, written_once.name, privilege.name)
    or (privilege.name = 'UPDATE' and has_any_column_privilege(role.oid, written_once.name, 'UPDATE'))
  )
group by written_once.name`,
  },
  {
    name: "row_security",
    rule: "row security is enabled and forced on every table, with a policy",
    at: "tables",
    statement: `
select
  class.relname as place,
  case
    when not class.relrowsecurity then 'row security is not enabled'
    when not class.relforcerowsecurity then 'row security is not forced'
    when not exists (select from pg_policy where polrelid = class.oid) then 'there is no policy'
  end as problem
from pg_class class
where class.relnamespace = 'public'::regnamespace
  and class.relkind in ('r', 'p')
  and pg_has_role(class.relowner, 'farebox_owner', 'member')`,
  },
  {
    name: "unique_indexes",
    rule: "the unique indexes that make a thing happen once exist and are valid",
    at: "indexes",
    statement: `
select
  wanted.name as place,
  case when index.indisvalid and index.indisunique and index.indisready then null else 'is missing or not valid' end as problem
from unnest(array[
  'token_transactions_pkey', 'token_transactions_leg_once', 'token_grants_pkey', 'token_grants_one_trial', 'usage_tracking_pkey',
  'token_holds_pkey',   'usage_corrections_once', 'idempotency_keys_pkey', 'provider_facts_pkey', 'trial_claims_pkey'
]) as wanted (name)
left join pg_index index on index.indexrelid = to_regclass(wanted.name)`,
  },
] as const;
