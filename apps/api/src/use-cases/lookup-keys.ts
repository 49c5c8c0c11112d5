import type { BillingInterval } from "@farebox/billing-core";

/** The names under which the provider finds what something costs now. A price that is replaced hands its name on. */

export function planLookupKey({ key, interval }: { readonly key: string; readonly interval: BillingInterval }): string {
  return `farebox_plan_${key}_${interval}`;
}

export function packageLookupKey(key: string): string {
  return `farebox_package_${key}`;
}

/** A plan agreed with one business, by its own id. */
export function businessPlanLookupKey({
  id,
  interval,
}: {
  readonly id: string;
  readonly interval: BillingInterval;
}): string {
  return `farebox_business_plan_${id}_${interval}`;
}
