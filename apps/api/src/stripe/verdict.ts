import type { BillingError } from "@farebox/billing-core";
import type { Deps } from "../deps.ts";
import { applyFacts } from "../use-cases/apply-facts.ts";
import { type Finding, NotThereYet } from "./facts/finding.ts";

/** What became of an event. What is worth another try is thrown instead. */
export type Verdict = {
  readonly status: "done" | "ignored" | "quarantined";
  /** Why it was ignored, or what an operator has to look at. */
  readonly problem: string | null;
  readonly businessId: string | null;
};

/** How many facts were news, besides how a subscription stands: that is told as of now each time. */
export type Settled = Verdict & { readonly news: number };

/** Sends what was found through the one door. What disagrees with our books waits for somebody, and nobody is granted. */
export async function settleFinding(deps: Pick<Deps, "db" | "ledger">, finding: Finding): Promise<Settled> {
  if (finding.kind === "nothing") return { status: "ignored", problem: finding.because, businessId: null, news: 0 };
  if (finding.kind === "disagreement")
    return { status: "quarantined", problem: finding.problem, businessId: finding.businessId, news: 0 };
  const { businessId, facts, concerns } = finding;
  const { applied, refused } = await applyFacts(deps, { businessId, facts });
  if (refused.some((error) => error.code === "not_found")) throw new NotThereYet("what was paid for is not there");
  const news = applied.filter(({ fact }) => fact !== "subscription_state").length;
  const problems = [...refused.map(describeRefusal), ...concerns];
  if (problems.length === 0) return { status: "done", problem: null, businessId, news };
  return { status: "quarantined", problem: problems.join("; "), businessId, news };
}

function describeRefusal(error: BillingError): string {
  if (error.code === "payment_mismatch")
    return `${error.code}: ${error.field} ${error.got} instead of ${error.expected}`;
  return error.code === "validation_failed" ? `${error.code}: ${error.field} ${error.message}` : error.code;
}
