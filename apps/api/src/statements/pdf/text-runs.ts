import { type FontName, fontOf, type Weight } from "./fonts.ts";

/** A piece of a line in one font, drawn from left to right in the order of the list. */
export type TextRun = { readonly font: FontName; readonly text: string };

/**
 * A line as the pieces it is drawn in. Text that runs from right to left stands as one phrase with its words in turn; letters
 * within a word are for the font to join and to turn round. Whatever cannot be seen is left out.
 */
export function toRuns(line: string, weight: Weight): TextRun[] {
  const runs: TextRun[] = [];
  for (const phrase of visible(line).split(RIGHT_TO_LEFT_PHRASE)) {
    if (phrase === "") continue;
    if (!STARTS_RIGHT_TO_LEFT.test(phrase)) runs.push(...byFont(phrase, weight));
    else for (const word of phrase.split(/( +)/).reverse()) runs.push(...byFont(word, weight));
  }
  return runs;
}

/** The line without what a name may hold and nobody can see, and with one kind of space. */
export function visible(line: string): string {
  return line.normalize("NFC").replaceAll(/\s+/gu, " ").replaceAll(/\p{C}/gu, "").trim();
}

const LETTER = "[\\p{Script=Arabic}\\p{Script=Hebrew}]";
const STARTS_RIGHT_TO_LEFT = new RegExp(`^${LETTER}`, "u");
const RIGHT_TO_LEFT_PHRASE = new RegExp(
  `(${LETTER}[\\p{M}\\p{Script=Arabic}\\p{Script=Hebrew}]*(?: +${LETTER}[\\p{M}\\p{Script=Arabic}\\p{Script=Hebrew}]*)*)`,
  "u",
);

function byFont(text: string, weight: Weight): TextRun[] {
  const runs: { font: FontName; text: string }[] = [];
  for (const character of text) {
    const last = runs.at(-1);
    // A mark belongs to the letter before it.
    const font = MARK.test(character) && last !== undefined ? last.font : fontOf(character.codePointAt(0) ?? 0, weight);
    if (last?.font === font) last.text += character;
    else runs.push({ font, text: character });
  }
  return runs;
}

const MARK = /^\p{M}$/u;
