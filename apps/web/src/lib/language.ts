import { LANGUAGE_PREFERENCE, type Language } from "@farebox/react/lib/locale.ts";
import { writePreference } from "@farebox/react/lib/preferences.ts";

/** Each in its own language: whoever is in the wrong one finds the way. */
export const LANGUAGE_NAMES = { en: "English", de: "Deutsch", ar: "العربية" } as const satisfies Record<
  Language,
  string
>;

/** Words are read once, when the page begins. */
export function chooseLanguage(next: string): void {
  writePreference(LANGUAGE_PREFERENCE, next);
  window.location.reload();
}
