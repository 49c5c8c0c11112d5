import { type Face, FIRST_FACE, faceOf } from "./fonts.ts";

/** A piece of a line in one font, drawn from left to right in the order of the list. */
export type TextRun = { readonly face: Face; readonly text: string };

/**
 * A line as the pieces it is drawn in. Text that runs from right to left stands as one phrase with its words in turn; letters
 * within a word are for the font to join and to turn round.
 */
export function toRuns(line: string): TextRun[] {
  const runs: TextRun[] = [];
  for (const phrase of visible(line).split(RIGHT_TO_LEFT_PHRASE)) {
    if (!BEGINS_RIGHT_TO_LEFT.test(phrase)) runs.push(...byFace(phrase));
    else for (const word of phrase.split(/( +)/).reverse()) runs.push(...byFace(word));
  }
  return runs;
}

/** The line without what a name may hold and nobody can see, or no font here can draw, and with one kind of space. */
export function visible(line: string): string {
  return line.normalize("NFC").replaceAll(/\s+/gu, " ").replaceAll(UNSEEN, "").replaceAll(/ +/g, " ").trim();
}

// These two count as pictures, and every font has them.
const UNSEEN = /\p{C}|\p{Emoji_Modifier}|\p{Variation_Selector}|(?![©®])\p{Extended_Pictographic}/gu;

const LETTERS = "\\p{Script=Arabic}\\p{Script=Hebrew}";
const WORD = `[${LETTERS}][\\p{M}${LETTERS}]*`;
const BEGINS_RIGHT_TO_LEFT = new RegExp(`^[${LETTERS}]`, "u");
const RIGHT_TO_LEFT_PHRASE = new RegExp(`(${WORD}(?: +${WORD})*)`, "u");

function byFace(text: string): TextRun[] {
  const runs: { face: Face; text: string }[] = [];
  for (const character of text) {
    const last = runs.at(-1);
    const known = faceOf(character.codePointAt(0) ?? 0);
    // A mark belongs to the letter before it.
    const face = MARK.test(character) && last !== undefined ? last.face : (known ?? FIRST_FACE);
    const drawn = known === null ? UNKNOWN : character;
    if (last?.face === face) last.text += drawn;
    else runs.push({ face, text: drawn });
  }
  return runs;
}

const MARK = /^\p{M}$/u;
/** A script that no font here has. The business's id, which stands beneath its name, is legible everywhere. */
const UNKNOWN = "?";
