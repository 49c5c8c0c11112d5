import type Stripe from "stripe";
import type { MetadataChange } from "../parameters/metadata.ts";
import type { Stored } from "../store/stored.ts";

/** What a session was asked to make once it is paid, which Stripe does not show; the id is the session's. */
export interface CheckoutPlan {
  readonly id: string;
  readonly lineItems: readonly Stored<Stripe.LineItem>[];
  readonly payment: PaymentPlan;
  readonly subscription: SubscriptionPlan;
  readonly setup: { readonly description?: string | undefined; readonly metadata?: MetadataChange | undefined };
  /** Made for a payment under way; the session names it when it is done. */
  readonly pendingSubscription: string | null;
  readonly pendingSetupIntent: string | null;
}

export interface PaymentPlan {
  readonly capture_method?: "automatic" | "automatic_async" | "manual" | undefined;
  readonly description?: string | undefined;
  readonly metadata?: MetadataChange | undefined;
  readonly receipt_email?: string | undefined;
  readonly setup_future_usage?: "off_session" | "on_session" | undefined;
  readonly shipping?: Shipping | undefined;
  readonly statement_descriptor?: string | undefined;
  readonly statement_descriptor_suffix?: string | undefined;
  readonly transfer_group?: string | undefined;
}

type Text = string | null | undefined;
interface Shipping {
  readonly address: { readonly [part in "city" | "country" | "line1" | "line2" | "postal_code" | "state"]?: Text };
  readonly name: string;
  readonly phone?: Text;
}

export interface SubscriptionPlan {
  readonly billing_cycle_anchor?: number | undefined;
  readonly billing_mode?: { readonly type: "classic" | "flexible" } | undefined;
  readonly description?: string | undefined;
  readonly metadata?: MetadataChange | undefined;
  readonly proration_behavior?: "create_prorations" | "none" | undefined;
  readonly trial_end?: number | undefined;
  readonly trial_period_days?: number | undefined;
  readonly trial_settings?:
    | { readonly end_behavior: { readonly missing_payment_method?: "cancel" | "create_invoice" | "pause" | undefined } }
    | undefined;
}
