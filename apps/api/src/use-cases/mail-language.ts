import { readLanguageOfAddress, readLanguageOfPerson } from "@farebox/db/access";
import { LANGUAGES, type Language, pickLanguage } from "@farebox/notices";
import type { Deps } from "../deps.ts";

/** The language of a mail or a page to one person: theirs, as far as it is known, else the first their browser asks for. */
export async function readMailLanguage({ db }: Pick<Deps, "db">, asked: Asked): Promise<Language> {
  const stored =
    "userId" in asked
      ? await readLanguageOfPerson(db.service, asked.userId)
      : ((await readLanguageOfAddress(db.service, asked.email)) ??
        (await readLanguageOfPerson(db.service, asked.inviterId)));
  return toLanguage(stored) ?? pickLanguage("accepted" in asked ? asked.accepted : null) ?? "en";
}

type Asked =
  /** `accepted` is what the browser that asked for it accepts. */
  | { readonly userId: string; readonly accepted: string | null | undefined }
  /** Somebody new reads most likely what the one who invites them reads. */
  | { readonly email: string; readonly inviterId: string };

/** A language as it is stored. */
export function toLanguage(stored: string | null): Language | null {
  return LANGUAGES.find((language) => language === stored) ?? null;
}
