import type { Leg } from "../account.ts";
import type { AccountDraft, GrantDraft } from "../account-draft.ts";
import { lapseLeg } from "../advance.ts";
import { type MicroTokens, microTokens, smaller } from "../amounts.ts";
import { compareRepaymentOrder, isExpired } from "../grants.ts";
import { invariant } from "../invariant.ts";
import { type RunLeg, touch } from "../post-run.ts";

/**
 * The entries that bring a line's whole charge back. Their sum is `charged`, less what lapses at once on expired grants;
 * none for a line that cost nothing.
 *
 * 1. Today's debt shrinks first.
 * 2. The line's grants get back what they paid, last taken first. What debt took instead of a grant counts as that
 *    grant's `debtRepaid`: its tokens are what paid that debt.
 * 3. What is left was debt once and has been repaid since: it returns to the grants that repaid debt, last in the order
 *    of repayment first.
 *
 * So the debt legs of all uncorrected lines always add up to `debt` + Σ `debtRepaid`, and step 3 always finds enough.
 *
 * @param legs of the line, in the order they were taken.
 */
export function returnLegs(
  draft: AccountDraft,
  { charged, legs }: { readonly charged: MicroTokens; readonly legs: readonly Leg[] },
): readonly RunLeg[] {
  const returns: RunLeg[] = [];
  const offDebt = smaller(charged, draft.debt);
  if (offDebt > 0n) returns.push({ kind: "correction", amount: offDebt, grant: null });
  let left = microTokens(charged - offDebt);

  for (const { grantId, amount } of legs.toReversed()) {
    if (grantId === null) continue;
    const grant = grantOf(draft, grantId);
    const back = smaller(left, amount);
    left = microTokens(left - back);
    if (back < amount) {
      grant.debtRepaid = microTokens(grant.debtRepaid + amount - back);
      touch(draft, grant);
    }
    returns.push(...returnTo(draft, grant, back));
  }
  if (left === 0n) return returns;

  const repayers = draft.grants.filter((grant) => grant.debtRepaid > 0n).sort(compareRepaymentOrder);
  for (const grant of repayers.toReversed()) {
    const back = smaller(left, grant.debtRepaid);
    left = microTokens(left - back);
    grant.debtRepaid = microTokens(grant.debtRepaid - back);
    returns.push(...returnTo(draft, grant, back));
  }
  invariant(left === 0n, "a corrected line returns in full");
  return returns;
}

function returnTo(draft: AccountDraft, grant: GrantDraft, amount: MicroTokens): readonly RunLeg[] {
  if (amount === 0n) return [];
  const arrival: RunLeg = { kind: "correction", amount, grant };
  return isExpired(grant, draft.context.now) ? [arrival, lapseLeg(grant, amount)] : [arrival];
}

export function grantOf(draft: AccountDraft, grantId: string): GrantDraft {
  const grant = draft.grants.find(({ id }) => id === grantId);
  invariant(grant !== undefined, "an account brings the grants of the lines it is asked to correct");
  return grant;
}
