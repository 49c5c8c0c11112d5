import { splitFields } from "@farebox/replay/split-fields";
import type { Mapping } from "../mapping.ts";

/** A record begins on `line`; one whose text is no record has the reason instead. */
export type CsvRecord = { readonly line: number } & (
  | { readonly fields: readonly string[] }
  | { readonly reason: string }
);

/** The records of a CSV as a stream: quotes as in RFC 4180, line breaks inside quotes too; empty lines are passed over. */
export async function* readRecords(
  pieces: AsyncIterable<string>,
  { delimiter, skipLines }: Pick<Mapping, "delimiter" | "skipLines">,
): AsyncGenerator<CsvRecord> {
  let separator: string | null = delimiter === "auto" ? null : delimiter;
  let begun: { readonly line: number; text: string } | null = null;
  for await (const { number, text } of readLines(pieces)) {
    if (number <= skipLines) continue;
    const line: number = begun?.line ?? number;
    const whole: string = begun === null ? text : `${begun.text}\n${text}`;
    begun = null;
    if (whole.trim() === "") continue;
    const problem = problemWithText(whole);
    if (problem !== null) {
      yield { line, reason: problem };
    } else if (hasOpenQuote(whole)) {
      begun = { line, text: whole };
    } else {
      separator ??= guessDelimiter(whole);
      const fields = splitFields(whole, separator);
      yield "reason" in fields ? { line, reason: fields.reason } : { line, fields };
    }
  }
  if (begun !== null) yield { line: begun.line, reason: "a quote is opened here and never closed" };
}

/** Far beyond what call records hold: an open quote would otherwise take in the rest of the file. */
const LONGEST_RECORD = 65_536;

async function* readLines(pieces: AsyncIterable<string>): AsyncGenerator<{ number: number; text: string }> {
  let number = 0;
  let pending = "";
  for await (const piece of pieces) {
    const text = pending + piece;
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      number += 1;
      yield { number, text: text.slice(start, text[end - 1] === "\r" && end > start ? end - 1 : end) };
      start = end + 1;
    }
    // Of a line without an end only so much is kept as shows that it is too long.
    pending = text.slice(start, start + LONGEST_RECORD + 1);
  }
  if (pending !== "") yield { number: number + 1, text: pending.replace(/\r$/, "") };
}

function problemWithText(text: string): string | null {
  if (text.length > LONGEST_RECORD)
    return "the record is longer than 64 KiB; is a quote never closed, or is this no CSV?";
  const control = CONTROL.exec(text)?.[0];
  if (control === "\uFFFD")
    return 'it holds bytes that are no text in this encoding; name the right one in the mapping ("encoding": "latin1")';
  if (control === undefined) return null;
  return `it holds the control character U+${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}; this is no text file`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFD]/;

function hasOpenQuote(text: string): boolean {
  let isOpen = false;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) isOpen = !isOpen;
  return isOpen;
}

/** Whichever parts the first record into the most fields. */
function guessDelimiter(record: string): string {
  const bare = record.replaceAll(/"[^"]*"/g, "");
  const counted = [",", ";", "\t", "|"].map((each) => ({ each, count: bare.split(each).length }));
  return counted.sort((a, b) => b.count - a.count)[0]?.each ?? ",";
}
