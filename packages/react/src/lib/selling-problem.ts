import { describeProblem } from "./api-error.ts";
import { type ApiProblem, readProblem } from "./problem.ts";
import { sellingStrings } from "./selling-strings.ts";

const { declines, errors } = sellingStrings.purchases;

/** What went wrong with a payment, in the reader's words, with what it means for their money. */
export function describeSellingProblem(error: unknown): string {
  const problem = readProblem(error);
  const text = problem === null ? undefined : errors[problem.code];
  if (problem === null || text === undefined) return describeProblem(error);
  return typeof text === "string" ? text : text(describeDecline(readDetail(problem, "declineCode")));
}

/** Why a bank declined, where it said something a person can act on. */
export function describeDecline(code: string | null): string | null {
  return code === null ? null : (declines[code] ?? null);
}

/** Where the person's bank asks them to confirm a payment; null for any other problem. */
export function bankPageOf(error: unknown): string | null {
  const problem = readProblem(error);
  return problem?.code === "payment_action_required" ? readDetail(problem, "url") : null;
}

function readDetail({ details }: ApiProblem, name: string): string | null {
  const value = details?.[name];
  return typeof value === "string" ? value : null;
}
