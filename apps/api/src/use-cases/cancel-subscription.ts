import { readCustomerOf } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { getSubscription, type Subscription } from "./get-subscription.ts";
import type { CancelReason } from "./payment-provider.ts";
import { readPlanStanding } from "./plan-standing.ts";
import type { Reader } from "./reader.ts";
import { refreshSubscription } from "./refresh-subscription.ts";
import { isRefusal, type Refusal, refuse } from "./refusal.ts";

type MoveDeps = Pick<Deps, "db" | "ledger" | "log" | "provider">;
type Asked = { readonly reader: Reader; readonly businessId: string };

/** Ends a subscription, by default with what was paid for. Tokens that were bought stay. Asked twice, it ends once. */
export async function cancelSubscription(
  deps: MoveDeps,
  asked: Asked & { readonly at: "period_end" | "now"; readonly reason: CancelReason | null },
): Promise<Subscription | Refusal> {
  return moveRunning(deps, asked, (subscription) =>
    deps.provider.cancel({ subscription, at: asked.at, reason: asked.reason }),
  );
}

/** Takes back what was to end or to change; where nothing was, nothing happens. */
export async function resumeSubscription(deps: MoveDeps, asked: Asked): Promise<Subscription | Refusal> {
  return moveRunning(deps, asked, (subscription) => deps.provider.keepAsIs(subscription));
}

type Running = Parameters<MoveDeps["provider"]["keepAsIs"]>[0];

async function moveRunning(
  deps: MoveDeps,
  { reader, businessId }: Asked,
  move: (subscription: Running) => Promise<null | Refusal>,
): Promise<Subscription | Refusal> {
  const customerId = await readCustomerOf(deps.db.service, businessId);
  if (customerId === null) return refuse({ code: "not_found", what: "subscription" });
  const standing = await readPlanStanding(deps, { businessId, customerId });
  if (isRefusal(standing)) return standing;
  if (standing.running === null) return refuse({ code: "not_found", what: "subscription" });
  const refused = await move(standing.running);
  if (refused !== null) return refused;
  await refreshSubscription(deps, { businessId, subscriptionId: standing.running.id });
  return getSubscription(deps, { reader, businessId });
}
