/** Languages that notices are written in. The database repeats this list in a constraint. */
export const LANGUAGES = ["en", "de", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The first language of a browser's list (`Accept-Language`, in the order it is given) that is one of ours. */
export function pickLanguage(accepted: string | null | undefined): Language | null {
  for (const range of (accepted ?? "").split(",")) {
    const tag = range.split(";")[0]?.trim().toLowerCase() ?? "";
    const known = LANGUAGES.find((language) => tag === language || tag.startsWith(`${language}-`));
    if (known !== undefined) return known;
  }
  return null;
}
