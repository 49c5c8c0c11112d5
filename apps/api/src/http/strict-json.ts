import { invalidField } from "./api-error.ts";
import { toPath } from "./field-problems.ts";

/**
 * JSON as it has one meaning only: a name that stands twice in one object is refused (readers disagree which one counts),
 * and so is nesting deeper than anything of ours (a bomb for whoever walks it). Throws `validation_failed`.
 */
export function parseStrictJson(text: string): unknown {
  refuseAmbiguity(text);
  try {
    return JSON.parse(text);
  } catch {
    throw invalidField("body", "is not valid JSON");
  }
}

const DEEPEST = 32;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

type Level = { readonly names: Set<string> | null; at: string; index: number };

/** Walks brackets and names only; whatever else is wrong is found by the parser. */
function refuseAmbiguity(text: string): void {
  const levels: Level[] = [];
  let level: Level | undefined;
  let isNameNext = false;
  for (let position = 0; position < text.length; position += 1) {
    switch (text.charCodeAt(position)) {
      case QUOTE: {
        const end = endOfString(text, position);
        if (isNameNext && level?.names) noteName(levels, level, text.slice(position, end + 1));
        position = end;
        break;
      }
      case OPEN_OBJECT:
      case OPEN_ARRAY: {
        if (levels.length >= DEEPEST) throw invalidField("body", `must not nest deeper than ${DEEPEST} levels`);
        const isObject = text.charCodeAt(position) === OPEN_OBJECT;
        level = { names: isObject ? new Set() : null, at: "0", index: 0 };
        levels.push(level);
        isNameNext = isObject;
        break;
      }
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        levels.pop();
        level = levels.at(-1);
        isNameNext = false;
        break;
      case COMMA:
        isNameNext = level?.names != null;
        if (level?.names === null) level.index += 1;
        break;
      case COLON:
        isNameNext = false;
        break;
    }
  }
}

function noteName(levels: readonly Level[], level: Level, quoted: string): void {
  const name = quoted.includes("\\") ? readName(quoted) : quoted.slice(1, -1);
  level.at = name;
  // V8 as of Node 24 reads later objects wrongly once it saw such a name: after {"a":1,"\\":2} it takes {"a":1,"\n":2} for the
  // same. Only names that are written with escapes can be mistaken, so none of ours; those in metadata could be.
  if (name.endsWith("\\")) throw invalidField(toPath(levels.map(placeOf)), "must not end with a backslash");
  if (level.names?.has(name)) throw invalidField(toPath(levels.map(placeOf)), "stands twice in one object");
  level.names?.add(name);
}

function placeOf(level: Level): string {
  return level.names === null ? String(level.index) : level.at;
}

function readName(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    throw invalidField("body", "is not valid JSON");
  }
}

/** Position of the closing quote, or the end of a text that has none. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, position: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(position - 1 - backslashes) === 92) backslashes += 1;
  return backslashes % 2 === 1;
}
