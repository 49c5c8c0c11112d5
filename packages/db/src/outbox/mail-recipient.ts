import type { SqlRunner } from "../connections/sql-runner.ts";

/** Whom a notice goes to by mail, as things stand now; null when this person should not get it any more. */
export async function readMailRecipient(sql: SqlRunner, asked: AskedRecipient): Promise<MailRecipient | null> {
  const { businessId, userId, kind } = asked;
  const [row] = await sql.query<MailRecipient>("mail_recipient", MAIL_RECIPIENT, [businessId, userId, kind]);
  return row ?? null;
}

export type AskedRecipient = { readonly businessId: string; readonly userId: string; readonly kind: string };

export type MailRecipient = {
  readonly email: string;
  readonly businessName: string;
  readonly timeZone: string;
  /** What they chose, else what the page last showed them; null when nothing is known. */
  readonly language: string | null;
};

const MAIL_RECIPIENT = `
select users.email, business.name as "businessName", business.time_zone as "timeZone",
  coalesce(users.language, users.shown_language) as language
from members person
join users on users.id = person.user_id
join businesses business on business.id = person.business_id
where person.business_id = $1::uuid
  and person.user_id = $2
  and person.role in ('owner', 'billing')
  and users.email_verified
  and not users.banned
  and not exists (
    select
    from notice_preferences preference
    where preference.business_id = person.business_id
      and preference.user_id = person.user_id
      and preference.kind = $3
  )`;
