import type Stripe from "stripe";
import { formatAmount, minimumCharge } from "../billing/currencies.ts";
import { scheduleWork } from "../clock/due-work.ts";
import { nowOfCustomer, testClockOfCustomer } from "../clock/now.ts";
import { mergeMetadata } from "../parameters/metadata.ts";
import type { Parsed } from "../parameters/structures.ts";
import { methodTypesOf } from "../resources/build-payment-intent.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { checkExpiry, checkSession, modeOf } from "./check-session.ts";
import { buildLineItems, discounted, dueToday, type LineItem } from "./line-items.ts";
import { openSetupIntent } from "./open-setup-intent.ts";
import type { sessionShape } from "./session-parameters.ts";

export type CheckoutSession = Stored<Stripe.Checkout.Session>;
type Given = Parsed<typeof sessionShape>;

/** A page where a customer pays, subscribes or saves a card. */
export function createSession(world: World, given: Given): CheckoutSession {
  const customer = given.customer === undefined ? null : world.customers.require(given.customer, "customer", 400);
  const now = nowOfCustomer(world, customer?.id);
  const items = buildLineItems(world, given.line_items ?? [], given.currency ?? null);
  const mode = modeOf(given, items);
  checkSession(given, { mode, items });
  checkExpiry(given.expires_at, now);
  const lineItems = discounted(world, items, couponOf(world, given), now);
  const session = buildSession(world, given, { mode, now, items: lineItems });
  checkTotal(session);
  world.checkout_sessions.insert(session);
  world.checkout_plans.insert({
    id: session.id,
    lineItems,
    payment: given.payment_intent_data ?? {},
    subscription: given.subscription_data ?? {},
    setup: given.setup_intent_data ?? {},
    pendingSubscription: null,
    pendingSetupIntent: null,
  });
  const testClock = testClockOfCustomer(world, session.customer);
  scheduleWork(world, { kind: "checkout_session.expire", subject: session.id, at: session.expires_at, testClock });
  if (mode !== "setup") return session;
  return world.checkout_sessions.update(session.id, {
    setup_intent: openSetupIntent(world, session.id, session.customer).id,
  });
}

/** The coupon named, directly or by a promotion code. */
function couponOf(world: World, given: Given): string | null {
  const [discount] = given.discounts ?? [];
  if (discount?.promotion_code !== undefined) {
    return world.promotion_codes.require(discount.promotion_code, "discounts[0][promotion_code]", 400).promotion.coupon;
  }
  return discount?.coupon ?? null;
}

function buildSession(
  world: World,
  given: Given,
  { mode, now, items }: { mode: "payment" | "setup" | "subscription"; now: number; items: readonly LineItem[] },
): CheckoutSession {
  const id = world.checkout_sessions.newId();
  const currency = mode === "setup" ? (given.currency ?? null) : (items[0]?.currency ?? "usd");
  const trial = given.subscription_data?.trial_period_days ?? given.subscription_data?.trial_end;
  const due = dueToday(items, trial !== undefined);
  const customer = given.customer === undefined ? undefined : world.customers.get(given.customer);
  return {
    id,
    object: "checkout.session",
    adaptive_pricing: mode === "payment" ? { enabled: false } : null,
    after_expiration: null,
    allow_promotion_codes: given.allow_promotion_codes ?? null,
    allowed_payment_method_types: given.allowed_payment_method_types ?? null,
    amount_subtotal: mode === "setup" ? null : due.subtotal,
    amount_total: mode === "setup" ? null : due.total,
    automatic_tax: { enabled: given.automatic_tax?.enabled ?? false, liability: null, provider: null, status: null },
    billing_address_collection: given.billing_address_collection ?? null,
    cancel_url: given.cancel_url ?? null,
    client_reference_id: given.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: now,
    currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: given.customer ?? null,
    customer_account: null,
    customer_creation:
      customer !== undefined || mode === "subscription" ? null : (given.customer_creation ?? "if_required"),
    customer_details: detailsKnown(given.customer_email ?? customer?.email ?? null),
    customer_email: given.customer_email ?? null,
    discounts:
      mode === "setup"
        ? null
        : (given.discounts ?? []).map(({ coupon = null, promotion_code = null }) => ({ coupon, promotion_code })),
    expires_at: given.expires_at ?? now + LONGEST_SECONDS,
    integration_identifier: null,
    invoice: null,
    invoice_creation: mode === "payment" ? NO_INVOICE : null,
    livemode: false,
    locale: given.locale ?? null,
    managed_payments: null,
    metadata: mergeMetadata({}, given.metadata),
    mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection:
      mode === "subscription"
        ? (given.payment_method_collection ?? "always")
        : (given.payment_method_collection ?? "if_required"),
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: "automatic" } },
    payment_method_types: methodTypesOf({ ...given, currency }),
    payment_status: mode === "setup" || due.total === 0 ? "no_payment_required" : "unpaid",
    permissions: null,
    phone_number_collection: { enabled: given.phone_number_collection?.enabled ?? false },
    recovered_from: null,
    saved_payment_method_options:
      given.saved_payment_method_options === undefined && mode === "setup"
        ? null
        : {
            allow_redisplay_filters: given.saved_payment_method_options?.allow_redisplay_filters ?? ["always"],
            payment_method_remove: given.saved_payment_method_options?.payment_method_remove ?? "disabled",
            payment_method_save: given.saved_payment_method_options?.payment_method_save ?? null,
          },
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: given.submit_type ?? null,
    subscription: null,
    success_url: given.success_url ?? null,
    total_details: mode === "setup" ? null : { amount_discount: due.discount, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: `${world.baseUrl}/c/pay/${id}`,
    wallet_options: null,
  } satisfies CheckoutSession;
}

function detailsKnown(email: string | null): CheckoutSession["customer_details"] {
  if (email === null) return null;
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: "none",
    tax_ids: null,
  };
}

function checkTotal({ mode, amount_total: total, currency }: CheckoutSession): void {
  if (mode !== "payment" || total === null || total === 0 || currency === null) return;
  const minimum = minimumCharge(currency);
  if (total >= minimum) return;
  throw invalidRequest(
    `The Checkout Session's total amount due must add up to at least ${formatAmount(minimum, currency)} ${currency}`,
    { code: "amount_too_small" },
  );
}

const LONGEST_SECONDS = 24 * 60 * 60;

const NO_INVOICE = {
  enabled: false,
  invoice_data: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: null,
    metadata: {},
    rendering_options: null,
  },
} satisfies NonNullable<CheckoutSession["invoice_creation"]>;
