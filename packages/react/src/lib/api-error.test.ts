import { describe, expect, test } from "vitest";
import { describeProblem } from "./api-error.ts";
import { errors as arabic } from "./strings/ar/errors.ts";
import { errors as german } from "./strings/de/errors.ts";
import { errors as english } from "./strings/en/errors.ts";

const refused = (billing: object) => ({ data: { billing: { retryable: false, requestId: "r", ...billing } } });

test("a refusal is said in the page's words by its code, and of a field by the field's", () => {
  expect(describeProblem(new TypeError("fetch failed"))).toBe(english.offline);
  expect(describeProblem(refused({ code: "already_on_plan", message: "for developers" }))).toBe(
    "You are on this plan already.",
  );
  const field = { path: "rules.0.threshold", code: "too_big", message: "Too big", params: { most: 8760 } };
  expect(describeProblem(refused({ code: "validation_failed", message: "m", fields: [field] }))).toBe(
    "Line: at most 8,760",
  );
});

test("what the page has no words for is said as the API says it", () => {
  expect(describeProblem(refused({ code: "made_up_later", message: "Something new." }))).toBe("Something new.");
  const field = { path: "answer", code: "invalid", message: "must be 42" };
  expect(describeProblem(refused({ code: "validation_failed", message: "m", fields: [field] }))).toBe(
    "answer: must be 42",
  );
});

describe.each([
  ["German", german, /\b(the|your|you|of|and|this|nothing|try|again|were|is|at least|at most)\b/i],
  ["Arabic", arabic, /[a-z]{2,}/i],
] as const)("in %s", (_language, words, foreign) => {
  test("there are the same words, and none of another language", () => {
    for (const part of ["codes", "fields", "fieldNames"] as const)
      expect(Object.keys(words[part]).sort()).toEqual(Object.keys(english[part]).sort());
    const said = [
      words.offline,
      ...Object.values(words.codes),
      ...Object.values(words.fields).map((say) => say("5")),
      ...Object.values(words.fieldNames),
    ];
    for (const text of said) expect(text).not.toMatch(foreign);
  });
});
