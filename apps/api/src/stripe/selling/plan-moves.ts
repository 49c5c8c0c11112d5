import Stripe from "stripe";
import type { PaymentProvider, PlanPayment, ProviderSubscription } from "../../use-cases/payment-provider.ts";
import type { StripeDoor } from "../client/create-stripe.ts";
import { declineCodeOf, paymentIntentOf, WITH_PAYMENT } from "../client/invoice-payment.ts";
import { readRunning, toSeconds } from "./subscriptions.ts";

/** Changes of a subscription. Each can be asked for again: what is done already is left as it is. */
export function createPlanMoves({
  call,
}: Pick<StripeDoor, "call">): Pick<
  PaymentProvider,
  "readSubscriptions" | "upgrade" | "scheduleChange" | "keepAsIs" | "cancel"
> {
  return {
    readSubscriptions: (customerId) => call((api) => readRunning(api, customerId)),
    upgrade: (asked) =>
      call(async (api) => {
        const { subscription, idempotencyKey } = asked;
        if (subscription.schedule !== null) await api.subscriptionSchedules.release(subscription.schedule.id);
        const payment = await moveNow(api, asked).catch(async (failure: unknown) => {
          if (isFinal(failure)) await scheduleAgain(api, subscription, idempotencyKey);
          throw failure;
        });
        // Only what was paid takes back what the person had decided before: an end that was wanted stays wanted.
        if (payment.state === "paid") await keepFromEnding(api, subscription);
        if (payment.state === "declined") await scheduleAgain(api, subscription, idempotencyKey);
        return payment;
      }),
    scheduleChange: ({ subscription, priceId, idempotencyKey }) =>
      call(async (api) => {
        if (subscription.schedule?.nextPriceId === priceId) return null;
        await keepFromEnding(api, subscription);
        await schedule(api, { subscription, priceId, idempotencyKey });
        return null;
      }),
    keepAsIs: (subscription) =>
      call(async (api) => {
        await keep(api, subscription);
        return null;
      }),
    cancel: ({ subscription, at, reason }) =>
      call(async (api) => {
        const why = reason === null ? {} : { cancellation_details: { feedback: reason } };
        if (at === "now") {
          await api.subscriptions.cancel(subscription.id, { prorate: false, invoice_now: false, ...why });
          return null;
        }
        if (subscription.schedule !== null) await api.subscriptionSchedules.release(subscription.schedule.id);
        if (!subscription.isCancelAtPeriodEnd)
          await api.subscriptions.update(subscription.id, { cancel_at_period_end: true, ...why });
        return null;
      }),
  };
}

const PAID: PlanPayment = { state: "paid" };

async function moveNow(
  api: Stripe,
  { subscription, priceId, proratedAt, idempotencyKey }: Parameters<PaymentProvider["upgrade"]>[0],
): Promise<PlanPayment> {
  const changed = await api.subscriptions.update(
    subscription.id,
    {
      items: [{ id: subscription.itemId, price: priceId, quantity: 1 }],
      proration_behavior: "always_invoice",
      proration_date: toSeconds(proratedAt),
      payment_behavior: "pending_if_incomplete",
      expand: ["latest_invoice"],
    },
    { idempotencyKey },
  );
  return changed.pending_update === null ? PAID : paymentOf(api, changed.latest_invoice);
}

/** The subscription's price until its period ends, and the other one from then on. */
async function schedule(
  api: Stripe,
  { subscription, priceId, idempotencyKey }: Parameters<PaymentProvider["scheduleChange"]>[0],
): Promise<void> {
  const standing =
    subscription.schedule === null
      ? await api.subscriptionSchedules.create({ from_subscription: subscription.id }, { idempotencyKey })
      : await api.subscriptionSchedules.retrieve(subscription.schedule.id);
  await api.subscriptionSchedules.update(standing.id, {
    end_behavior: "release",
    phases: [
      {
        items: [{ price: subscription.priceId, quantity: 1 }],
        start_date: standing.current_phase?.start_date ?? toSeconds(subscription.periodStartAt),
        end_date: toSeconds(subscription.periodEndAt),
      },
      { items: [{ price: priceId, quantity: 1 }], proration_behavior: "none" },
    ],
  });
}

/** A smaller plan that was to come comes after all: the upgrade for which it was given up did not happen. */
async function scheduleAgain(api: Stripe, subscription: ProviderSubscription, key: string): Promise<void> {
  const priceId = subscription.schedule?.nextPriceId ?? null;
  if (priceId === null) return;
  await schedule(api, { subscription: { ...subscription, schedule: null }, priceId, idempotencyKey: `${key}:again` });
}

/** The provider said no, rather than nothing. */
function isFinal(failure: unknown): boolean {
  return failure instanceof Stripe.errors.StripeCardError || failure instanceof Stripe.errors.StripeInvalidRequestError;
}

/** It neither ends nor changes by itself any more. */
async function keep(api: Stripe, subscription: ProviderSubscription): Promise<void> {
  if (subscription.schedule !== null) await api.subscriptionSchedules.release(subscription.schedule.id);
  await keepFromEnding(api, subscription);
}

async function keepFromEnding(
  api: Stripe,
  { id, cancelsAt, isCancelAtPeriodEnd }: ProviderSubscription,
): Promise<void> {
  if (isCancelAtPeriodEnd) await api.subscriptions.update(id, { cancel_at_period_end: false });
  else if (cancelsAt !== null) await api.subscriptions.update(id, { cancel_at: "" });
}

/**
 * Why the invoice of an upgrade is not paid. One whose bank asks for a confirmation waits for it; of a declined one nothing
 * is left, so that the next try begins anew.
 */
async function paymentOf(api: Stripe, latest: Stripe.Subscription["latest_invoice"]): Promise<PlanPayment> {
  const invoiceId = typeof latest === "string" ? latest : latest?.id;
  if (invoiceId === undefined) return { state: "declined", declineCode: null };
  const invoice = await api.invoices.retrieve(invoiceId, WITH_PAYMENT);
  if (invoice.status === "paid") return PAID;
  const intent = paymentIntentOf(invoice);
  const status = intent?.status;
  if (status === "requires_action") return { state: "action_required", url: invoice.hosted_invoice_url ?? null };
  if (status === "processing") return PAID;
  if (invoice.status === "open") await api.invoices.voidInvoice(invoiceId);
  return { state: "declined", declineCode: declineCodeOf(intent) };
}
