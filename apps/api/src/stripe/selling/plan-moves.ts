import type Stripe from "stripe";
import type { PaymentProvider, PlanPayment, ProviderSubscription } from "../../use-cases/payment-provider.ts";
import type { StripeDoor } from "../client/create-stripe.ts";
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
        await keep(api, asked.subscription);
        const changed = await api.subscriptions.update(
          asked.subscription.id,
          {
            items: [{ id: asked.subscription.itemId, price: asked.priceId, quantity: 1 }],
            proration_behavior: "always_invoice",
            proration_date: toSeconds(asked.proratedAt),
            payment_behavior: "pending_if_incomplete",
            expand: ["latest_invoice"],
          },
          { idempotencyKey: asked.idempotencyKey },
        );
        return changed.pending_update === null ? PAID : paymentOf(api, changed.latest_invoice);
      }),
    scheduleChange: ({ subscription, priceId, idempotencyKey }) =>
      call(async (api) => {
        if (subscription.schedule?.nextPriceId === priceId) return null;
        await keepFromEnding(api, subscription);
        const schedule =
          subscription.schedule === null
            ? await api.subscriptionSchedules.create({ from_subscription: subscription.id }, { idempotencyKey })
            : await api.subscriptionSchedules.retrieve(subscription.schedule.id);
        await api.subscriptionSchedules.update(schedule.id, {
          end_behavior: "release",
          phases: [
            {
              items: [{ price: subscription.priceId, quantity: 1 }],
              start_date: schedule.current_phase?.start_date ?? toSeconds(subscription.periodStartAt),
              end_date: toSeconds(subscription.periodEndAt),
            },
            { items: [{ price: priceId, quantity: 1 }], proration_behavior: "none" },
          ],
        });
        return null;
      }),
    keepAsIs: (subscription) =>
      call(async (api) => {
        await keep(api, subscription);
        return null;
      }),
    cancel: ({ subscription, at }) =>
      call(async (api) => {
        if (at === "now") {
          await api.subscriptions.cancel(subscription.id, { prorate: false, invoice_now: false });
          return null;
        }
        if (subscription.schedule !== null) await api.subscriptionSchedules.release(subscription.schedule.id);
        if (!subscription.isCancelAtPeriodEnd)
          await api.subscriptions.update(subscription.id, { cancel_at_period_end: true });
        return null;
      }),
  };
}

const PAID: PlanPayment = { state: "paid" };

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
  const invoice = await api.invoices.retrieve(invoiceId, { expand: ["payments.data.payment.payment_intent"] });
  if (invoice.status === "paid") return PAID;
  const intent = invoice.payments?.data
    .map(({ payment }) => payment.payment_intent)
    .find((each) => each !== undefined && typeof each !== "string");
  const status = typeof intent === "object" ? intent.status : null;
  if (status === "requires_action") return { state: "action_required", url: invoice.hosted_invoice_url ?? null };
  if (status === "processing") return PAID;
  const problem = typeof intent === "object" ? intent.last_payment_error : null;
  if (invoice.status === "open") await api.invoices.voidInvoice(invoiceId);
  return { state: "declined", declineCode: problem?.decline_code ?? problem?.code ?? null };
}
