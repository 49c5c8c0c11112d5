import { type core, type ZodError, z } from "zod";
import type { FieldProblem } from "../field-codes.ts";

/** Each value that was wrong, by its path (`events.3.quantity`); a field nobody asked for is named itself. */
export function toFieldProblems(error: ZodError): FieldProblem[] {
  return error.issues.flatMap((issue) => toProblems(issue)).slice(0, MOST_PROBLEMS);
}

// A batch of a thousand broken events should not be answered with a page of a thousand lines.
const MOST_PROBLEMS = 100;

function toProblems(issue: core.$ZodIssue): FieldProblem[] {
  if (issue.code !== "unrecognized_keys")
    return [{ path: toPath(issue.path), message: issue.message, ...codeOf(issue) }];
  return issue.keys.map((key) => ({
    path: toPath([...issue.path, key]),
    code: "unknown_field",
    message: "is not a known field",
  }));
}

function codeOf(issue: core.$ZodIssue): Pick<FieldProblem, "code" | "params"> {
  switch (issue.code) {
    case "invalid_type":
      return { code: issue.message === REQUIRED ? "required" : "wrong_type" };
    case "invalid_union":
      return { code: "wrong_type" };
    case "invalid_value":
      return { code: "not_an_option" };
    case "invalid_format":
    case "not_multiple_of":
      return { code: "wrong_format" };
    case "too_small":
      return { code: isLength(issue.origin) ? "too_short" : "too_small", params: { least: Number(issue.minimum) } };
    case "too_big":
      return { code: isLength(issue.origin) ? "too_long" : "too_big", params: { most: Number(issue.maximum) } };
    default:
      return { code: "invalid" };
  }
}

function isLength(origin: string): boolean {
  return origin === "string" || origin === "array" || origin === "set";
}

const REQUIRED = "is required";

export function toPath(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "body" : path.map(String).join(".");
}

z.config({
  customError: (issue) =>
    issue.input === undefined && issue.code === "invalid_type" && issue.expected !== "undefined" ? REQUIRED : undefined,
});
