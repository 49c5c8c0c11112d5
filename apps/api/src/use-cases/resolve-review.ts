import type { ResolveReviewOutcome } from "@farebox/billing-core";
import type { Deps } from "../deps.ts";
import type { NotDecided } from "../ledger/not-decided.ts";
import { newId } from "../new-id.ts";

/** An operator decides about an event that came too late: accepted it is booked, rejected it stays uncharged. */
export function resolveReview(
  deps: Pick<Deps, "ledger">,
  asked: AskedResolution,
): Promise<ResolveReviewOutcome | NotDecided> {
  const { businessId, reviewId, decision, note } = asked;
  return deps.ledger.submit(businessId, { kind: "resolve_review", reviewId, decision, lineId: newId(), note });
}

export type AskedResolution = {
  readonly businessId: string;
  readonly reviewId: string;
  readonly decision: "accept" | "reject";
  readonly note: string | null;
};
