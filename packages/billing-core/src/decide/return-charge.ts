import type { Leg } from "../account.ts";
import type { AccountDraft, GrantDraft } from "../account-draft.ts";
import { lapseLeg, reclaimLeg } from "../advance.ts";
import { type MicroTokens, microTokens, smaller, ZERO } from "../amounts.ts";
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
    returns.push(...returnTo(draft, { grant, amount: back, kind: "correction" }));
  }
  return [...returns, ...repaidLegs(draft, left, "correction")];
}

/** What had been booked as debt and is no more: today's debt shrinks first, what was repaid since returns to who paid. */
export function debtReturnLegs(
  draft: AccountDraft,
  amount: MicroTokens,
  kind: "refund" | "dispute",
): readonly RunLeg[] {
  if (amount === 0n) return [];
  const offDebt = smaller(amount, draft.debt);
  const repaid = repaidLegs(draft, microTokens(amount - offDebt), kind);
  return offDebt === 0n ? repaid : [{ kind, amount: offDebt, grant: null }, ...repaid];
}

/** What repaid debt that is no more returns, last in the order of repayment first. */
function repaidLegs(draft: AccountDraft, amount: MicroTokens, kind: ReturnKind): readonly RunLeg[] {
  let left = amount;
  if (left === 0n) return [];
  const returns: RunLeg[] = [];
  const repayers = draft.grants.filter((grant) => grant.debtRepaid > 0n).sort(compareRepaymentOrder);
  for (const grant of repayers.toReversed()) {
    const back = smaller(left, grant.debtRepaid);
    left = microTokens(left - back);
    grant.debtRepaid = microTokens(grant.debtRepaid - back);
    returns.push(...returnTo(draft, { grant, amount: back, kind }));
  }
  invariant(left === 0n, "what was booked as debt returns in full");
  return returns;
}

/** What returns to an expired grant lapses at once; from one whose money went back, what it still owes is taken first. */
export function returnTo(
  draft: AccountDraft,
  { grant, amount, kind }: { readonly grant: GrantDraft; readonly amount: MicroTokens; readonly kind: ReturnKind },
): readonly RunLeg[] {
  if (amount === 0n) return [];
  const arrival: RunLeg = { kind, amount, grant };
  if (isExpired(grant, draft.context.now)) return [arrival, lapseLeg(grant, amount)];
  const owed = smaller(grant.payment?.shortfall ?? ZERO, amount);
  return owed === 0n ? [arrival] : [arrival, reclaimLeg(grant, owed)];
}

type ReturnKind = "correction" | "refund" | "dispute";

export function grantOf(draft: AccountDraft, grantId: string): GrantDraft {
  const grant = draft.grants.find(({ id }) => id === grantId);
  invariant(grant !== undefined, "an account brings the grants of the lines it is asked to correct");
  return grant;
}
