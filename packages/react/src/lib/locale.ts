import { readPreference } from "./preferences.ts";

/** Languages the page is written in. Another one is one more folder under `strings/`. */
export const LANGUAGES = ["en", "de", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Where the chosen language is kept, by `preferences.ts`; the page's frame offers it. What is no language follows the browser. */
export const LANGUAGE_PREFERENCE = "language";

/**
 * The reader's own tag of a language that is built in, so that dates and digits follow their region: what they chose here,
 * else the first of their browser's languages that is one, else English. Read once: another choice loads the page anew.
 */
export const locale: string = pickLocale([
  ...listChosen(),
  ...(typeof navigator === "undefined" ? [] : navigator.languages),
]);

export const language: Language = languageOf(locale) ?? "en";

/** Arabic is read from the right: the page turns round by its logical properties, charts and figures do not. */
export const isRightToLeft: boolean = language === "ar";

export function pickLocale(preferred: readonly string[]): string {
  return preferred.find((tag) => languageOf(tag) !== null) ?? "en";
}

export function languageOf(tag: string): Language | null {
  return LANGUAGES.find((known) => tag === known || tag.startsWith(`${known}-`)) ?? null;
}

/** A chosen language keeps the region of the browser's own tag of it. */
function listChosen(): readonly string[] {
  if (typeof document === "undefined") return [];
  const chosen = readPreference(LANGUAGE_PREFERENCE);
  if (chosen === null || languageOf(chosen) === null) return [];
  const regional = navigator.languages.find((tag) => tag === chosen || tag.startsWith(`${chosen}-`));
  return [regional ?? chosen];
}
