import type { ReturnSearch } from "./return-search.ts";
import type { Purchase } from "./use-purchases.ts";

type Bought = Pick<Purchase, "purchaseId" | "status" | "kind" | "tokens" | "total" | "createdAt">;
type Grant = { readonly source: string; readonly original: number; readonly effectiveAt: string };

/**
 * Purchases whose tokens are on their way: the bank is confirming them, or somebody just came back from paying. One whose
 * tokens stand in the balance already is not among them, though its own state may be told a moment later.
 */
export function listArriving<Item extends Bought>(
  purchases: readonly Item[],
  { cameBack, grants }: { cameBack: ReturnSearch | null; grants: readonly Grant[] },
): readonly Item[] {
  return purchases.filter((purchase) => isOnItsWay(purchase, cameBack) && !isThere(purchase, grants));
}

/** How long to wait before asking again: as long as it has taken so far, so that the pauses double. */
export function pauseBeforeAsking(waitingSince: number, now: number): number {
  return Math.min(Math.max(now - waitingSince, LEAST_PAUSE_MS), LONGEST_PAUSE_MS);
}

function isOnItsWay({ purchaseId, status }: Bought, cameBack: ReturnSearch | null): boolean {
  if (status === "processing") return true;
  const isBack = cameBack?.purchase === purchaseId && cameBack.canceled !== 1;
  return isBack && (status === "open" || status === "pending");
}

function isThere({ tokens, kind, createdAt }: Bought, grants: readonly Grant[]): boolean {
  const source = kind === "top_up" ? ["top_up", "purchase"] : ["purchase"];
  return grants.some(
    (grant) =>
      source.includes(grant.source) &&
      grant.original === tokens &&
      Date.parse(grant.effectiveAt) >= Date.parse(createdAt) - CLOCKS_DIFFER_MS,
  );
}

const LEAST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** The instant of a grant is the payment provider's, that of a purchase ours. */
const CLOCKS_DIFFER_MS = 2_000;
