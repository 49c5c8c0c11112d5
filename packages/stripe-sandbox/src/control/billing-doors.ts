import { billingSettings, changeBillingSettings } from "../invoicing/settings.ts";
import { enumeration, integer } from "../parameters/scalars.ts";
import { list } from "../parameters/structures.ts";
import { type Door, door } from "./door.ts";

/** The billing settings a Stripe account has in its dashboard: retries and what comes after them, drafts, announcements. */
export const billingDoors: Door[] = [
  door({ method: "GET", path: "/_sandbox/billing", parameters: {}, handle: ({ world }) => billingSettings(world) }),
  door({
    method: "POST",
    path: "/_sandbox/billing",
    parameters: {
      draft_seconds: integer({ minimum: 0 }),
      invoice_after_retries: enumeration(["open", "uncollectible"]),
      retry_delays_seconds: list(integer({ minimum: 1 }), { maximum: 30 }),
      subscription_after_retries: enumeration(["cancel", "past_due", "unpaid"]),
      upcoming_seconds: integer({ minimum: 0 }),
    },
    handle: ({ world, parameters: given }) =>
      world.transaction(null, () => {
        const { retries, draftSeconds, upcomingSeconds } = billingSettings(world);
        return changeBillingSettings(world, {
          draftSeconds: given.draft_seconds ?? draftSeconds,
          upcomingSeconds: given.upcoming_seconds ?? upcomingSeconds,
          retries: {
            delaysSeconds: given.retry_delays_seconds ?? retries.delaysSeconds,
            subscriptionAfterwards: given.subscription_after_retries ?? retries.subscriptionAfterwards,
            invoiceAfterwards: given.invoice_after_retries ?? retries.invoiceAfterwards,
          },
        });
      }),
  }),
];
