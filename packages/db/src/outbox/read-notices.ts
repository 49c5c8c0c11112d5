import type { SqlRunner } from "../connections/sql-runner.ts";

/** Notes that a member has read these notices, or every one there is with null. Unknown ones are passed over. */
export async function markNoticesRead(
  sql: SqlRunner,
  { businessId, userId, ids }: { businessId: string; userId: string; ids: readonly string[] | null },
): Promise<void> {
  await sql.query("mark_notices_read", MARK_NOTICES_READ, [businessId, userId, ids]);
}

/** Kinds that this person does not want by mail. */
export async function listUnwantedKinds(sql: SqlRunner, asked: Preferences): Promise<string[]> {
  const parameters = [asked.businessId, asked.userId];
  const rows = await sql.query<{ kind: string }>("unwanted_kinds", UNWANTED_KINDS, parameters);
  return rows.map(({ kind }) => kind);
}

/** Whether a member wants these kinds by mail. False when the person is no member, and nothing is kept. */
export async function setMailPreference(
  sql: SqlRunner,
  wanted: Preferences & { readonly kinds: readonly string[]; readonly email: boolean },
): Promise<boolean> {
  const { businessId, userId, kinds, email } = wanted;
  const statement = email ? WANT_KINDS : REFUSE_KINDS;
  const rows = await sql.query<{ is_member: boolean }>("set_mail_preference", statement, [businessId, userId, kinds]);
  return rows[0]?.is_member === true;
}

type Preferences = { readonly businessId: string; readonly userId: string };

const MARK_NOTICES_READ = `
insert into notice_reads (business_id, user_id, notice_id)
select notice.business_id, person.user_id, notice.id
from outbox notice
join members person on person.business_id = notice.business_id and person.user_id = $2
where notice.business_id = $1::uuid
  and ($3::uuid[] is null or notice.id = any ($3::uuid[]))
  and not exists (
    select
    from notice_reads reading
    where reading.business_id = notice.business_id and reading.user_id = person.user_id and reading.notice_id = notice.id
  )
on conflict (business_id, user_id, notice_id) do nothing`;

const UNWANTED_KINDS = `
select kind
from notice_preferences
where business_id = $1::uuid and user_id = $2`;

const REFUSE_KINDS = `
with
person as (
  select business_id, user_id
  from members
  where business_id = $1::uuid and user_id = $2
),
refused as (
  insert into notice_preferences (business_id, user_id, kind)
  select person.business_id, person.user_id, kind
  from person
  cross join unnest($3::text[]) as kind
  on conflict (business_id, user_id, kind) do nothing
)
select exists (select from person) as is_member`;

const WANT_KINDS = `
with
wanted as (
  delete from notice_preferences
  where business_id = $1::uuid and user_id = $2 and kind = any ($3::text[])
)
select exists (select from members where business_id = $1::uuid and user_id = $2) as is_member`;
