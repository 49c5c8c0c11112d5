import type { Deps } from "../deps.ts";
import { applyFacts } from "./apply-facts.ts";
import { isRefusal } from "./refusal.ts";

/**
 * Hears at once what we have just changed, so that the answer says how it stands. It is the same fact that the provider's
 * event will bring; when it cannot be had now, the event does.
 */
export async function refreshSubscription(
  deps: Pick<Deps, "db" | "ledger" | "log" | "provider">,
  { businessId, subscriptionId }: { readonly businessId: string; readonly subscriptionId: string },
): Promise<void> {
  const facts = await deps.provider.readSubscription(subscriptionId);
  if (isRefusal(facts) || facts.length === 0) return;
  await applyFacts(deps, { businessId, facts }).catch(() =>
    deps.log.warn({ businessId }, "a subscription that was changed is heard of by its event only"),
  );
}
