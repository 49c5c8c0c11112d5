import { setLanguages } from "@farebox/db/access";
import type { Language } from "@farebox/notices";
import type { Deps } from "../deps.ts";
import { toLanguage } from "./mail-language.ts";

/** Notes what a person reads, and answers what stands now. Mails that were made before stay as they are. */
export async function setLanguage({ db }: Pick<Deps, "db">, { userId, language, shownLanguage }: Choice) {
  const stored = await setLanguages(db.service, { userId, chosen: language, shown: shownLanguage });
  return { language: toLanguage(stored?.chosen ?? null), shownLanguage };
}

type Choice = {
  readonly userId: string;
  /** Null follows the browser; left out, the choice stays what it is. */
  readonly language?: Language | null | undefined;
  readonly shownLanguage: Language;
};
