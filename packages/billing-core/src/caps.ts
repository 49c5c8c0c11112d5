import type { Cap, ChargedInWindows } from "./account.ts";
import type { AccountDraft } from "./account-draft.ts";
import { type MicroTokens, microTokens } from "./amounts.ts";
import { bucketStartAfter, bucketStartAt } from "./buckets.ts";
import type { BillingError } from "./errors.ts";
import type { Instant } from "./instants.ts";
import { localDay } from "./periods.ts";

export type CapReached = Extract<BillingError, { readonly code: "cap_reached" }>;

/**
 * The cap that a further call with this first slice would pass, or null. Of several the one that resets last: nothing
 * changes before it does. Of those that reset together the business's own before an agent's, then a month before a day, so
 * that the answer does not depend on the order in which caps were set.
 */
export function capReached(
  draft: AccountDraft,
  { agentId, slice }: { readonly agentId: string | null; readonly slice: MicroTokens },
): CapReached | null {
  let reached: CapReached | null = null;
  for (const cap of draft.caps) {
    if (cap.agentId !== null && cap.agentId !== agentId) continue;
    const used = usedOf(draft, cap);
    if (used + slice <= cap.limit) continue;
    const resetsAt = resetOf(cap, { now: draft.context.now, timeZone: draft.account.timeZone });
    const further: CapReached = { code: "cap_reached", cap, used, resetsAt };
    if (reached === null || isNamedBefore(further, reached)) reached = further;
  }
  return reached;
}

function isNamedBefore(left: CapReached, right: CapReached): boolean {
  if (left.resetsAt !== right.resetsAt) return left.resetsAt > right.resetsAt;
  if (left.cap.agentId !== right.cap.agentId) return left.cap.agentId === null;
  return left.cap.every === "month";
}

/** When a cap's window ends: the business's next midnight, or the first of its next month. */
export function resetOf(
  { every }: Pick<Cap, "every">,
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
): Instant {
  return bucketStartAfter({ every, start: bucketStartAt({ every, at: now, timeZone }), timeZone });
}

/** What counts against a cap: charged in its window, and what live calls were granted. */
function usedOf(draft: AccountDraft, cap: Cap): MicroTokens {
  let used: bigint = chargedBefore(draft.account.charged, cap);
  const today = localDay(draft.context.now, draft.account.timeZone);
  for (const { day, agentId, charged } of draft.charges.values()) {
    if (cap.agentId !== null && cap.agentId !== agentId) continue;
    if (cap.every === "day" ? day === today : monthOf(day) === monthOf(today)) used += charged;
  }
  for (const hold of draft.holds) {
    if (hold.status !== "open" || (cap.agentId !== null && cap.agentId !== hold.agentId)) continue;
    used += hold.held + hold.lent;
  }
  return microTokens(used);
}

function chargedBefore(windows: readonly ChargedInWindows[], cap: Cap): bigint {
  const found = windows.find(({ agentId }) => agentId === cap.agentId);
  if (found === undefined) return 0n;
  return cap.every === "day" ? found.today : found.thisMonth;
}

function monthOf(day: string): string {
  return day.slice(0, "YYYY-MM".length);
}
