import { LANGUAGE_PREFERENCE, type Language, languageOf } from "@farebox/react/lib/locale.ts";
import { readPreference, writePreference } from "@farebox/react/lib/preferences.ts";

/** Each in its own language: whoever is in the wrong one finds the way. */
export const LANGUAGE_NAMES = { en: "English", de: "Deutsch", ar: "العربية" } as const satisfies Record<
  Language,
  string
>;

/** A language, or whatever the browser asks for. */
export type LanguageChoice = Language | "browser";

export function readLanguageChoice(): LanguageChoice {
  return languageOf(readPreference(LANGUAGE_PREFERENCE) ?? "") ?? "browser";
}

/** Words are read once, when the page begins, so it begins again. Where nothing can be kept it would be asked for for ever. */
export function applyLanguage(choice: LanguageChoice): void {
  writePreference(LANGUAGE_PREFERENCE, choice);
  if (isKept(choice)) window.location.reload();
}

function isKept(choice: LanguageChoice): boolean {
  try {
    return localStorage.getItem(`farebox.${LANGUAGE_PREFERENCE}`) === choice;
  } catch {
    return false;
  }
}
