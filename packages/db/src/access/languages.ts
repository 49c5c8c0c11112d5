import type { SqlRunner } from "../connections/sql-runner.ts";

/** What a person reads: what they chose, and what the page last showed them. Null for either that is not known. */
export async function readLanguages(sql: SqlRunner, userId: string): Promise<StoredLanguages> {
  const [row] = await sql.query<StoredLanguages>("languages_of_person", LANGUAGES_OF_PERSON, [userId]);
  return row ?? { chosen: null, shown: null };
}

export type StoredLanguages = { readonly chosen: string | null; readonly shown: string | null };

export async function setLanguages(sql: SqlRunner, to: StoredLanguages & { readonly userId: string }): Promise<void> {
  await sql.query("set_languages_of_person", SET_LANGUAGES, [to.userId, to.chosen, to.shown]);
}

/** The one that mails to a person are written in; null when nothing is known. */
export async function readLanguageOfPerson(sql: SqlRunner, userId: string): Promise<string | null> {
  const { chosen, shown } = await readLanguages(sql, userId);
  return chosen ?? shown;
}

/** The same for whoever has this address; null for nobody. */
export async function readLanguageOfAddress(sql: SqlRunner, email: string): Promise<string | null> {
  const [row] = await sql.query<{ language: string | null }>("language_of_address", LANGUAGE_OF_ADDRESS, [email]);
  return row?.language ?? null;
}

const LANGUAGES_OF_PERSON = `select language as "chosen", shown_language as "shown" from users where id = $1`;
const SET_LANGUAGES = "update users set language = $2, shown_language = $3 where id = $1";
const LANGUAGE_OF_ADDRESS = "select coalesce(language, shown_language) as language from users where email = $1";
