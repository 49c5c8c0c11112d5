import { pageStrings } from "@farebox/react/lib/page-strings.ts";

const words = pageStrings.webhooks;

/** Why an attempt did not count, in the reader's words. */
export function describeAttemptProblem({
  problem,
  status,
}: {
  readonly problem: string | null;
  readonly status: number | null;
}): string | null {
  if (problem === null) return null;
  const why = words.problems[problem] ?? problem;
  return status === null ? why : words.withStatus(why, String(status));
}
