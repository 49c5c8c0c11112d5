import type { Stripe } from "stripe";

/** The portal sessions are opened with; null before the catalogue was synchronised. */
export async function findPortalConfiguration(api: Stripe): Promise<Stripe.BillingPortal.Configuration | null> {
  for await (const each of api.billingPortal.configurations.list({ active: true, limit: 100 }))
    if (each.metadata?.["farebox"] === MARK) return each;
  return null;
}

export type PortalStep =
  | { readonly do: "create_portal" }
  | { readonly do: "correct_portal"; readonly configurationId: string };

export function comparePortal(found: Stripe.BillingPortal.Configuration | null): PortalStep | null {
  if (found === null) return { do: "create_portal" };
  return isAsWanted(found.features) ? null : { do: "correct_portal", configurationId: found.id };
}

export async function applyPortalStep(api: Stripe, step: PortalStep): Promise<void> {
  if (step.do === "correct_portal") {
    await api.billingPortal.configurations.update(step.configurationId, { features: FEATURES });
    return;
  }
  await api.billingPortal.configurations.create({ name: "Farebox", features: FEATURES, metadata: { farebox: MARK } });
}

const MARK = "portal";

// Plans are changed on our page alone, where tokens and money are shown together before anybody agrees.
const FEATURES = {
  customer_update: { enabled: true, allowed_updates: ["email", "name", "address"] },
  invoice_history: { enabled: true },
  payment_method_update: { enabled: true },
  subscription_cancel: { enabled: true, mode: "at_period_end" },
  subscription_update: { enabled: false },
} satisfies Stripe.BillingPortal.ConfigurationCreateParams.Features;

function isAsWanted(features: Stripe.BillingPortal.Configuration.Features): boolean {
  const { customer_update: update, subscription_cancel: cancel } = features;
  return (
    FEATURES.customer_update.allowed_updates.every((each) =>
      update.allowed_updates.some((allowed) => allowed === each),
    ) &&
    update.allowed_updates.length === FEATURES.customer_update.allowed_updates.length &&
    update.enabled &&
    features.invoice_history.enabled &&
    features.payment_method_update.enabled &&
    cancel.enabled &&
    cancel.mode === FEATURES.subscription_cancel.mode &&
    !features.subscription_update.enabled
  );
}
