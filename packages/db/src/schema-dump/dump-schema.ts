import type pg from "pg";

/**
 * The schema of a migrated database as text: what a reader of the migrations would have to add up in his head. From the
 * catalog, in a fixed order, so that two databases with one schema give one text.
 */
export async function dumpSchema(client: pg.Client): Promise<string> {
  const parts = [HEAD];
  for (const statement of [DOMAINS, FUNCTIONS, TABLES]) {
    const { rows } = await client.query<{ text: string }>(statement);
    parts.push(...rows.map(({ text }) => `${text.trim()}\n`));
  }
  return parts.join("\n");
}

const HEAD = `-- The schema of a migrated database, written by src/schema-dump/generate-schema-sql.ts. Not a migration: those are in
-- supabase/migrations and are the truth. Rights of farebox_owner, who owns everything, are left out.
`;

const DOMAINS = `
select format(
  E'create domain %I as %s\\n  %s;\\ncomment on domain %I is %L;',
  type.typname, format_type(type.typbasetype, type.typtypmod),
  (
    select string_agg(format('constraint %I %s', conname, pg_get_constraintdef(oid)), E'\\n  ' order by conname)
    from pg_constraint where contypid = type.oid
  ),
  type.typname, obj_description(type.oid, 'pg_type')
) as text
from pg_type type
where type.typnamespace = 'public'::regnamespace and type.typtype = 'd'
order by type.typname`;

const FUNCTIONS = `
select pg_get_functiondef(oid) || ';' as text
from pg_proc
where pronamespace in ('farebox_setup'::regnamespace, 'public'::regnamespace)
order by pronamespace::regnamespace::text, proname`;

const COLUMNS = `
select string_agg(
  format(
    '  %I %s%s%s', attname, format_type(atttypid, atttypmod),
    case when attnotnull then ' not null' end,
    (select ' default ' || pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = attrelid and adnum = attnum)
  ),
  E',\\n' order by attnum
)
from pg_attribute
where attrelid = class.oid and attnum > 0 and not attisdropped`;

// Not-null constraints have rows of their own since PostgreSQL 18; the columns say it already.
const CONSTRAINTS = `
select string_agg(
  format(E',\\n  constraint %I %s', conname, pg_get_constraintdef(oid)), '' order by strpos('pufc', contype::text), conname
)
from pg_constraint
where conrelid = class.oid and contype in ('p', 'u', 'f', 'c')`;

const INDEXES = `
select string_agg(pg_get_indexdef(indexrelid) || ';', E'\\n' order by indexrelid::regclass::text)
from pg_index
where indrelid = class.oid and not exists (select from pg_constraint where conindid = indexrelid and conrelid = class.oid)`;

const TRIGGERS = `
select string_agg(pg_get_triggerdef(oid) || ';', E'\\n' order by tgname)
from pg_trigger
where tgrelid = class.oid and not tgisinternal`;

const SECURITY = `
select
  case when class.relrowsecurity then format(E'alter table %I enable row level security;\\n', class.relname) end
  || case when class.relforcerowsecurity then format(E'alter table %I force row level security;\\n', class.relname) end
  || string_agg(
    format(
      'create policy %I on %I for %s to %s%s%s;', policyname, tablename, lower(cmd), array_to_string(roles, ', '),
      ' using (' || qual || ')', ' with check (' || with_check || ')'
    ),
    E'\\n' order by policyname
  )
from pg_policies
where schemaname = 'public' and tablename = class.relname`;

const RIGHTS = `
select string_agg(format('grant %s on %I to %s;', privilege, class.relname, grantee), E'\\n' order by grantee, privilege)
from (
  select grantee, lower(privilege_type) as privilege
  from information_schema.table_privileges
  where table_schema = 'public' and table_name = class.relname and grantee <> 'farebox_owner'
  union all
  select grantee, format('update (%s)', string_agg(column_name::text, ', ' order by column_name::text))
  from information_schema.column_privileges own
  where table_schema = 'public' and table_name = class.relname and grantee <> 'farebox_owner' and privilege_type = 'UPDATE'
    and not exists (
      select from information_schema.table_privileges whole
      where whole.table_schema = 'public' and whole.table_name = class.relname
        and whole.grantee = own.grantee and whole.privilege_type = 'UPDATE'
    )
  group by grantee
) granted`;

const COMMENTS = `
select string_agg(
  case
    when objsubid = 0 then format('comment on table %I is %L;', class.relname, description)
    else format('comment on column %I.%I is %L;', class.relname, attname, description)
  end,
  E'\\n' order by objsubid
)
from pg_description
left join pg_attribute on attrelid = objoid and attnum = objsubid
where objoid = class.oid and classoid = 'pg_class'::regclass`;

const TABLES = `
select concat_ws(
  E'\\n',
  format(E'create table %I (\\n%s%s\\n)%s;', class.relname, (${COLUMNS}), (${CONSTRAINTS}),
    ' with (' || array_to_string(class.reloptions, ', ') || ')'),
  (${INDEXES}), (${TRIGGERS}), (${SECURITY}), (${RIGHTS}), (${COMMENTS})
) as text
from pg_class class
where class.relnamespace = 'public'::regnamespace and class.relkind in ('r', 'p')
order by class.relname`;
