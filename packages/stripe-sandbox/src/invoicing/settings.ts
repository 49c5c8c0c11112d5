import { SECONDS_PER_DAY } from "../billing/anchor-periods.ts";
import { SMART_RETRIES } from "../billing/retry-schedule.ts";
import type { World } from "../store/world.ts";
import type { BillingSettings } from "./records.ts";

const ONLY = "billing_settings";

/** The account's billing settings: Stripe's defaults until changed. */
export function billingSettings(world: World): BillingSettings {
  return world.billing_settings.get(ONLY) ?? DEFAULTS;
}

export function changeBillingSettings(world: World, changes: Partial<Omit<BillingSettings, "id">>): BillingSettings {
  const changed = { ...billingSettings(world), ...changes };
  return world.billing_settings.get(ONLY) === undefined
    ? world.billing_settings.insert(changed)
    : world.billing_settings.update(ONLY, changed);
}

/** Sources: https://docs.stripe.com/billing/invoices/subscription (an hour as a draft; `invoice.upcoming` some days before). */
const DEFAULTS: BillingSettings = {
  id: ONLY,
  retries: SMART_RETRIES,
  draftSeconds: 3600,
  upcomingSeconds: 3 * SECONDS_PER_DAY,
};
