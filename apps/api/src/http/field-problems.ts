import { type core, type ZodError, z } from "zod";
import type { FieldProblem } from "./api-error.ts";

/** Each value that was wrong, by its path (`events.3.quantity`); a field nobody asked for is named itself. */
export function toFieldProblems(error: ZodError): FieldProblem[] {
  return error.issues.flatMap((issue) => toProblems(issue)).slice(0, MOST_PROBLEMS);
}

// A batch of a thousand broken events should not be answered with a page of a thousand lines.
const MOST_PROBLEMS = 100;

function toProblems(issue: core.$ZodIssue): FieldProblem[] {
  if (issue.code !== "unrecognized_keys") return [{ path: toPath(issue.path), message: issue.message }];
  return issue.keys.map((key) => ({ path: toPath([...issue.path, key]), message: "is not a known field" }));
}

export function toPath(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "body" : path.map(String).join(".");
}

z.config({
  customError: (issue) =>
    issue.input === undefined && issue.code === "invalid_type" && issue.expected !== "undefined"
      ? "is required"
      : undefined,
});
