import { DatabaseFailure } from "../connections/database-failure.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** The person a token of another issuer speaks of, made on first sight. Null when that person was banned. */
export async function resolveTokenPerson(sql: SqlRunner, subject: TokenSubject): Promise<StoredPerson | null> {
  const person = (await readByAccount(sql, subject)) ?? (await makePerson(sql, subject));
  return person.isBanned ? null : person;
}

async function makePerson(sql: SqlRunner, subject: TokenSubject): Promise<StoredPerson> {
  const { newUserId, newAccountId, verifiedEmail, issuer } = subject;
  try {
    await sql.query("insert_token_person", INSERT, [newUserId, newAccountId, verifiedEmail, issuer, subject.subject]);
  } catch (error) {
    // Somebody else made this person, or took this address, in the same moment.
    if (!(error instanceof DatabaseFailure) || error.kind !== "constraint") throw error;
  }
  const made = await readByAccount(sql, subject);
  return made ?? makePerson(sql, { ...subject, verifiedEmail: null });
}

/** Whether a person proves who they are by another issuer's tokens. */
export async function isOfAnotherIssuer(sql: SqlRunner, userId: string): Promise<boolean> {
  return (await sql.query("accounts_elsewhere", ELSEWHERE, [userId])).length > 0;
}

export type TokenSubject = {
  readonly issuer: string;
  readonly subject: string;
  /** An address the issuer says it proved; null for none. Where another person has it already, it is not taken over. */
  readonly verifiedEmail: string | null;
  readonly newUserId: string;
  readonly newAccountId: string;
};

export type StoredPerson = {
  readonly id: string;
  readonly email: string;
  readonly isEmailVerified: boolean;
  readonly role: string | null;
  readonly isBanned: boolean;
};

async function readByAccount(sql: SqlRunner, subject: TokenSubject): Promise<StoredPerson | null> {
  const rows = await sql.query<StoredPerson>("person_by_account", BY_ACCOUNT, [subject.issuer, subject.subject]);
  return rows[0] ?? null;
}

const BY_ACCOUNT = `
select u.id, u.email, u.email_verified as "isEmailVerified", u.role, u.banned as "isBanned"
from auth_accounts a
join users u on u.id = a.user_id
where a.provider_id = $1
  and a.account_id = $2`;

const ELSEWHERE = "select from auth_accounts where user_id = $1 and provider_id <> 'credential' limit 1";

// One statement, so that a person without an account is never left behind. Without a proved address nobody else has, the
// person gets one that no mail reaches: under an address that was only claimed, whoever owns it would share this person
// by asking for a new password. Of two that arrive at once, the second violates auth_accounts_once and writes nothing.
const INSERT = `
with proved as (
  select lower($3::text) as email
  where $3::text is not null
    and not exists (select from users where email = lower($3::text))
), person as (
  insert into users (id, name, email, email_verified)
  select $1, '', coalesce((select email from proved), $1 || '@token.invalid'), exists (select from proved)
  where not exists (select from auth_accounts where provider_id = $4 and account_id = $5)
  returning id
)
insert into auth_accounts (id, user_id, provider_id, account_id)
select $2, id, $4, $5 from person`;
