import type { SqlRunner } from "../connections/sql-runner.ts";

/** What a person reads: what they chose, and what the page last showed them. Null for either that is not known. */
export async function readLanguages(sql: SqlRunner, userId: string): Promise<StoredLanguages> {
  const [row] = await sql.query<StoredLanguages>("languages_of_person", LANGUAGES_OF_PERSON, [userId]);
  return row ?? { chosen: null, shown: null };
}

export type StoredLanguages = { readonly chosen: string | null; readonly shown: string | null };

/** Notes what the page shows, and what was chosen unless that is left out: a note that is late takes no choice back. */
export async function setLanguages(sql: SqlRunner, to: LanguagesToSet): Promise<StoredLanguages | null> {
  const isChosen = to.chosen !== undefined;
  const given = [to.userId, to.shown, isChosen, to.chosen ?? null];
  const [row] = await sql.query<StoredLanguages>("set_languages_of_person", SET_LANGUAGES, given);
  return row ?? null;
}

type LanguagesToSet = {
  readonly userId: string;
  /** Null follows the browser; left out, the choice stays what it is. */
  readonly chosen: string | null | undefined;
  readonly shown: string;
};

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
const SET_LANGUAGES = `
  update users set shown_language = $2, language = case when $3::boolean then $4 else language end
  where id = $1 returning language as "chosen", shown_language as "shown"`;
const LANGUAGE_OF_ADDRESS = "select coalesce(language, shown_language) as language from users where email = $1";
