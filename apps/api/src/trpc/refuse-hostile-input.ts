import type { FieldProblem } from "../field-codes.ts";
import { ApiError } from "../http/api-error.ts";
import { toPath } from "../http/field-problems.ts";

/**
 * Refuses what no field of any procedure may hold, by its path: NUL (PostgreSQL cannot store it), half a surrogate pair
 * (it would be stored as something else) and `__proto__` as a name.
 */
export function refuseHostileInput(input: unknown): void {
  const problems: FieldProblem[] = [];
  inspect(input, [], problems);
  if (problems.length > 0) throw new ApiError("validation_failed", { fields: problems.slice(0, 100) });
}

function inspect(value: unknown, path: readonly string[], problems: FieldProblem[]): void {
  if (typeof value === "string") inspectText(value, path, problems);
  if (typeof value !== "object" || value === null) return;
  for (const [name, item] of Object.entries(value)) {
    const place = [...path, name];
    if (name === "__proto__")
      problems.push({ path: toPath(place), code: "unknown_field", message: "is not a known field" });
    inspectText(name, place, problems);
    inspect(item, place, problems);
  }
}

function inspectText(text: string, path: readonly string[], problems: FieldProblem[]): void {
  if (text.includes("\0"))
    problems.push({ path: toPath(path).replaceAll("\0", "\\0"), code: "invalid", message: "must not contain NUL" });
  else if (!text.isWellFormed())
    problems.push({ path: toPath(path).toWellFormed(), code: "invalid", message: "must be well-formed Unicode" });
}
