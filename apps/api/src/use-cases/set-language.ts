import { setLanguages } from "@farebox/db/access";
import type { Language } from "@farebox/notices";
import type { Deps } from "../deps.ts";

/** Notes what a person reads. Mails that were made before stay as they are. */
export async function setLanguage(deps: Deps, { userId, language, shownLanguage }: Choice) {
  await setLanguages(deps.db.service, { userId, chosen: language, shown: shownLanguage });
  return { language, shownLanguage };
}

type Choice = {
  readonly userId: string;
  readonly language: Language | null;
  readonly shownLanguage: Language;
};
