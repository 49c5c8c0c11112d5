const rules = new Intl.PluralRules("en", { type: "ordinal" });
const ENDINGS: Readonly<Record<string, string>> = { one: "st", two: "nd", few: "rd" };

/** 1st, 2nd, 3rd, 4th: words of the built-in catalogue, whose language is English whatever the reader's region. */
export function formatOrdinal(count: number): string {
  return `${count}${ENDINGS[rules.select(count)] ?? "th"}`;
}
