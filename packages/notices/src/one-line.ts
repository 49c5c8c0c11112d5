/**
 * Text of somebody else's as part of a sentence or a subject: one line, no characters that end a header, hide or turn around
 * what follows, and not so long that it could tell a story of its own.
 */
export function toOneLine(text: string, longestCharacters = 80): string {
  const line = text.replaceAll(INVISIBLE, " ").replaceAll(/\s+/g, " ").trim();
  const characters = [...line];
  return characters.length <= longestCharacters ? line : `${characters.slice(0, longestCharacters - 1).join("")}…`;
}

// Controls, line and paragraph separators, and what changes the direction of writing.
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A key of ours as a name: "pro" is "Pro", "growth_pack" is "Growth pack". */
export function toName(key: string): string {
  const text = toOneLine(key, 60).replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
