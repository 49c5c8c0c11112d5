import type { FieldProblem } from "../field-codes.ts";
import { ApiError } from "../http/api-error.ts";

/** Refuses what the sign-in library would pass on to the table of people, which then fails, or to pages as it is. */
export function refuseWrongSignUp(body: Readonly<Record<string, unknown>>): void {
  const problems: FieldProblem[] = [];
  const { name, email, image } = body;
  if (typeof name !== "string" || name.length > LONGEST_NAME)
    problems.push({
      path: "name",
      code: "too_long",
      params: { most: LONGEST_NAME },
      message: `must be a text of at most ${LONGEST_NAME} characters`,
    });
  if (typeof email !== "string" || email.length > LONGEST_EMAIL)
    problems.push({
      path: "email",
      code: "too_long",
      params: { most: LONGEST_EMAIL },
      message: `must be an address of at most ${LONGEST_EMAIL} characters`,
    });
  if (image !== undefined && image !== null)
    problems.push({ path: "image", code: "unknown_field", message: "is not a known field" });
  if (problems.length > 0) throw new ApiError("validation_failed", { fields: problems });
}

// As the table of people has it.
const LONGEST_NAME = 200;
const LONGEST_EMAIL = 320;
