import type { Instant } from "@farebox/billing-core";
import type { BusinessPlan } from "@farebox/db/selling";

/** The plan that was agreed with a business and counts now; of several the one that began last. Null when there is none. */
export function agreementInForce(plans: readonly BusinessPlan[], now: Instant): BusinessPlan | null {
  const inForce = plans.filter(({ startsAt, endsAt }) => startsAt <= now && (endsAt === null || now < endsAt));
  return inForce.sort((left, right) => right.startsAt - left.startsAt)[0] ?? null;
}
