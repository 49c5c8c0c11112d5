/** The reader's own English, so that dates and digits follow their region; English where their language is not built in. */
export const locale: string = pickLocale(typeof navigator === "undefined" ? [] : navigator.languages);

export function pickLocale(preferred: readonly string[]): string {
  return preferred.find((tag) => tag === "en" || tag.startsWith("en-")) ?? "en";
}
