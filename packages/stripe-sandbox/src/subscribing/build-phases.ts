import type Stripe from "stripe";
import { boundary } from "../billing/anchor-periods.ts";
import { mergeMetadata } from "../parameters/metadata.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { priceGiven } from "./item-parameters.ts";
import type { PhaseGiven } from "./schedule-parameters.ts";
import type { Subscription } from "./write-subscription.ts";

export type Schedule = Stored<Stripe.SubscriptionSchedule>;
export type Phase = Schedule["phases"][number];

/** The phases one after the other, each from the end of the one before; without an end it lasts one interval of its prices. */
export function buildPhases(
  world: World,
  given: readonly (PhaseGiven & { readonly start?: number })[],
  start: number,
): Phase[] {
  let from = start;
  return given.map((phase, index) => {
    const built = buildPhase(world, phase, { start: phase.start ?? from, param: `phases[${index}]` });
    if (index > 0 && built.trial_end !== null) {
      throw invalidRequest("The sandbox covers trials in the first phase of a schedule only.", {
        param: `phases[${index}][${phase.trial === true ? "trial" : "trial_end"}]`,
      });
    }
    if (built.end_date <= built.start_date) {
      throw invalidRequest("The end date of a phase must be after its start date.", {
        param: `phases[${index}][end_date]`,
      });
    }
    from = built.end_date;
    return built;
  });
}

/** The phase a running subscription is in: its current period with its items. */
export function phaseOfSubscription(subscription: Subscription): Phase {
  const items = subscription.items.data;
  return {
    ...blankPhase(subscription.currency),
    collection_method: null,
    discounts: subscription.discounts.map((discount) => ({ coupon: null, discount, promotion_code: null })),
    start_date: Math.min(...items.map((item) => item.current_period_start)),
    end_date: Math.max(...items.map((item) => item.current_period_end)),
    items: items.map((item) => phaseItem(item.price.id, item.quantity ?? 1, item.metadata)),
    metadata: {},
    trial_end: subscription.trial_end,
  };
}

function buildPhase(world: World, given: PhaseGiven, { start, param }: { start: number; param: string }): Phase {
  const prices = given.items.map((item, index) => {
    const price = priceGiven(world, item, { param: `${param}[items][${index}]`, currency: null });
    if (price !== null) return price;
    const missing = `${param}[items][${index}][price]`;
    throw invalidRequest(`Missing required param: ${missing}.`, { code: "parameter_missing", param: missing });
  });
  const [first] = prices;
  if (first === undefined) throw invalidRequest("A phase needs at least one item.", { param: `${param}[items]` });
  if (given.end_date !== undefined && given.duration !== undefined) {
    throw invalidRequest("You may only specify one of these parameters: duration, end_date.", {
      param: `${param}[end_date]`,
    });
  }
  const duration = given.duration ?? first.recurring;
  const interval = (duration?.interval ?? "month") as "day" | "month" | "week" | "year";
  const end = given.end_date ?? boundary({ anchor: start, interval, intervalCount: duration?.interval_count ?? 1 }, 1);
  return {
    ...blankPhase(first.currency),
    billing_cycle_anchor: given.billing_cycle_anchor ?? null,
    collection_method: given.collection_method ?? null,
    default_payment_method: given.default_payment_method ?? null,
    description: given.description ?? null,
    discounts: (given.discounts ?? []).map(({ coupon = null, discount = null, promotion_code = null }) => ({
      coupon,
      discount,
      promotion_code,
    })),
    end_date: end,
    invoice_settings: given.invoice_settings === undefined ? null : phaseInvoiceSettings(given.invoice_settings),
    items: given.items.map((item, index) =>
      phaseItem(prices[index]?.id ?? "", item.quantity ?? 1, mergeMetadata({}, item.metadata)),
    ),
    metadata: mergeMetadata({}, given.metadata),
    proration_behavior: given.proration_behavior ?? "create_prorations",
    start_date: start,
    trial_end: given.trial === true ? end : (given.trial_end ?? null),
  };
}

function blankPhase(currency: string) {
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: null,
    currency,
    default_payment_method: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    invoice_settings: null,
    on_behalf_of: null,
    proration_behavior: "create_prorations",
    transfer_data: null,
    trial_end: null,
  } satisfies Partial<Phase>;
}

function phaseInvoiceSettings({ days_until_due = null }: { days_until_due?: number | null | undefined }) {
  return { account_tax_ids: null, custom_fields: null, days_until_due, description: null, footer: null, issuer: null };
}

function phaseItem(price: string, quantity: number, metadata: { [key: string]: string }): Phase["items"][number] {
  return { billing_thresholds: null, discounts: [], metadata, plan: price, price, quantity, tax_rates: [] };
}
