import type { BillingError, Fact } from "@farebox/billing-core";
import { settleTopUpAttempts } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import type { NotDecidedCode } from "../ledger/not-decided.ts";

/**
 * Books what happened at the payment provider, all of one business together. Said again it changes nothing, in whichever
 * order. Throws when some could not be decided now: whoever heard of them tries again.
 */
export async function applyFacts(
  { db, ledger }: Pick<Deps, "db" | "ledger">,
  { businessId, facts }: { readonly businessId: string; readonly facts: readonly Fact[] },
): Promise<AppliedFacts> {
  const outcomes = await ledger.submitAll(
    facts.map((fact) => ({ businessId, command: { kind: "apply_fact", policy: "clamp", fact } as const })),
  );
  const applied: Fact[] = [];
  const refused: BillingError[] = [];
  for (const [index, fact] of facts.entries()) {
    const outcome = outcomes[index];
    if (outcome?.outcome === "not_decided") throw new FactsNotDecided(outcome.code, outcome.cause);
    if (outcome?.outcome === "refused") refused.push(outcome.error);
    if (outcome?.outcome === "applied") applied.push(fact);
  }
  // Also when it was said before: whoever said it first may have died in between.
  if (facts.some(({ fact }) => fact === "purchase_paid")) await settleTopUpAttempts(db.service, businessId);
  return { applied, refused };
}

export type AppliedFacts = {
  /** Those that were news. */
  readonly applied: readonly Fact[];
  readonly refused: readonly BillingError[];
};

class FactsNotDecided extends Error {
  constructor(code: NotDecidedCode, cause: unknown) {
    super(`facts could not be decided: ${code}`, { cause });
    this.name = "FactsNotDecided";
  }
}
