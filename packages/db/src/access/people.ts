import { DatabaseFailure } from "../connections/database-failure.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** The person a token of another issuer speaks of, made on first sight. Null when that person was banned. */
export async function resolveTokenPerson(sql: SqlRunner, subject: TokenSubject): Promise<StoredPerson | null> {
  const person = (await readByAccount(sql, subject)) ?? (await makePerson(sql, subject));
  return person.isBanned ? null : person;
}

async function makePerson(sql: SqlRunner, subject: TokenSubject): Promise<StoredPerson> {
  const { newUserId, newAccountId, email, issuer } = subject;
  try {
    await sql.query("insert_token_person", INSERT, [newUserId, newAccountId, email, issuer, subject.subject]);
  } catch (error) {
    // Somebody else made this person, or took this address, in the same moment.
    if (!(error instanceof DatabaseFailure) || error.kind !== "constraint") throw error;
  }
  const made = await readByAccount(sql, subject);
  return made ?? makePerson(sql, { ...subject, email: null });
}

export type TokenSubject = {
  readonly issuer: string;
  readonly subject: string;
  /** What the person is shown by; made up from the subject where the token states none or another person has it. */
  readonly email: string | null;
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

// One statement, so that a person without an account is never left behind. An address may belong to somebody else here:
// a token proves a subject of its issuer, never an address of ours. Of two that arrive at once, the second violates
// auth_accounts_once and writes nothing.
const INSERT = `
with taken as (
  select true as is_taken from users where email = lower($3)
), person as (
  insert into users (id, name, email)
  select $1, '', case when $3::text is null or exists (select from taken) then $1 || '@token.invalid' else lower($3) end
  where not exists (select from auth_accounts where provider_id = $4 and account_id = $5)
  returning id
)
insert into auth_accounts (id, user_id, provider_id, account_id)
select $2, id, $4, $5 from person`;
