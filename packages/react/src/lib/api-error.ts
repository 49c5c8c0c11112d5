import { formatCount } from "./format-number.ts";
import { pageStrings } from "./page-strings.ts";
import { readProblem, type WrongField } from "./problem.ts";

const words = pageStrings.errors;

/** What went wrong, in the reader's words. What the page has no words for is said as the API says it. */
export function describeProblem(error: unknown): string {
  const problem = readProblem(error);
  if (problem === null) return words.offline;
  const field = problem.fields?.[0];
  if (field !== undefined) return describeField(field);
  return lookUp(words.codes, problem.code) ?? problem.message;
}

/** What is wrong with one value: its name, and what it should be. */
export function describeField({ path, code, message, params = {} }: WrongField): string {
  const name = lookUp(words.fieldNames, path.split(".").findLast((part) => !/^\d+$/.test(part)) ?? path) ?? path;
  const say = lookUp(words.fields, code);
  if (say === undefined) return words.field(name, message);
  const bound = params["least"] ?? params["most"] ?? "";
  return words.field(name, say(typeof bound === "number" ? formatCount(bound) : bound));
}

function lookUp<Word>(list: Readonly<Record<string, Word>>, name: string): Word | undefined {
  return Object.hasOwn(list, name) ? list[name] : undefined;
}
