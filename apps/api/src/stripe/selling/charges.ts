import Stripe from "stripe";
import type { CardCharge, PaymentProvider, RefundMade } from "../../use-cases/payment-provider.ts";
import type { StripeDoor } from "../client/create-stripe.ts";

/** Charges of a saved card, with somebody there or without, and what is given back. */
export function createCharges({
  call,
}: Pick<StripeDoor, "call">): Pick<PaymentProvider, "chargeCard" | "readCharge" | "cancelCharge" | "refund"> {
  return {
    chargeCard: (asked) => call((api) => orDeclined(() => charge(api, asked))),
    readCharge: (paymentIntentId) =>
      call(async (api) => toCardCharge(await api.paymentIntents.retrieve(paymentIntentId))),
    cancelCharge: (paymentIntentId) =>
      call(async (api) => {
        const intent = await api.paymentIntents.retrieve(paymentIntentId);
        if (!CANCELABLE.has(intent.status)) return toCardCharge(intent);
        return toCardCharge(await api.paymentIntents.cancel(paymentIntentId));
      }),
    refund: (asked) => call((api) => refundOnce(api, asked)),
  };
}

/** Once for its key, also after the provider forgot it: the key stands on the refund itself. */
async function refundOnce(
  api: Stripe,
  { of, amount, reason, businessId, idempotencyKey }: Parameters<PaymentProvider["refund"]>[0],
): Promise<RefundMade> {
  const payment =
    "paymentIntentId" in of ? { payment_intent: of.paymentIntentId } : await paymentOfInvoice(api, of.invoiceId);
  const known = await api.refunds.list({ ...payment, limit: 100 });
  const made = known.data.find(({ metadata }) => metadata?.["farebox_refund_key"] === idempotencyKey);
  const refund =
    made ??
    (await api.refunds.create(
      {
        ...payment,
        ...(amount !== null && { amount }),
        reason: "requested_by_customer",
        metadata: {
          farebox_business_id: businessId,
          farebox_refund_key: idempotencyKey,
          farebox_reason: reason.slice(0, 500),
        },
      },
      { idempotencyKey },
    ));
  return {
    refundId: refund.id,
    amount: refund.amount,
    currency: refund.currency,
    status: toRefundStatus(refund.status),
  };
}

const CANCELABLE: ReadonlySet<string> = new Set([
  "requires_payment_method",
  "requires_confirmation",
  "requires_action",
]);

async function charge(api: Stripe, asked: Parameters<PaymentProvider["chargeCard"]>[0]): Promise<CardCharge> {
  const { returnUrl } = asked;
  const intent = await api.paymentIntents.create(
    {
      amount: asked.price.amount,
      currency: asked.price.currency,
      customer: asked.customerId,
      payment_method: asked.cardId,
      allowed_payment_method_types: ["card"],
      confirm: true,
      description: asked.description,
      metadata: { farebox_business_id: asked.businessId, purchase_id: asked.purchaseId },
      ...(returnUrl === null ? { off_session: true } : { return_url: returnUrl }),
    },
    { idempotencyKey: asked.idempotencyKey },
  );
  return toCardCharge(intent);
}

/** A declined card is an answer, with the intent it leaves behind. */
async function orDeclined(ask: () => Promise<CardCharge>): Promise<CardCharge> {
  try {
    return await ask();
  } catch (failure) {
    if (!(failure instanceof Stripe.errors.StripeCardError) || failure.payment_intent === undefined) throw failure;
    const { id } = failure.payment_intent;
    const declineCode = failure.decline_code ?? failure.code ?? null;
    return { paymentIntentId: id, state: "declined", actionUrl: null, declineCode };
  }
}

function toCardCharge(intent: Stripe.PaymentIntent): CardCharge {
  const declineCode = intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code ?? null;
  const actionUrl = intent.next_action?.redirect_to_url?.url ?? null;
  return { paymentIntentId: intent.id, state: toState(intent), actionUrl, declineCode };
}

function toState({ status }: Stripe.PaymentIntent): CardCharge["state"] {
  switch (status) {
    case "succeeded":
      return "succeeded";
    case "requires_action":
      return "action_required";
    case "requires_payment_method":
    case "requires_confirmation":
      return "declined";
    case "canceled":
      return "canceled";
    default:
      return "processing";
  }
}

async function paymentOfInvoice(api: Stripe, invoiceId: string): Promise<{ payment_intent: string }> {
  const payments = await api.invoicePayments.list({ invoice: invoiceId, status: "paid", limit: 1 });
  const intent = payments.data[0]?.payment.payment_intent;
  const id = typeof intent === "string" ? intent : intent?.id;
  if (id === undefined)
    throw new Stripe.errors.StripeInvalidRequestError({
      type: "invalid_request_error",
      code: "charge_not_refundable",
      message: "nothing of this invoice was paid by a card",
    });
  return { payment_intent: id };
}

function toRefundStatus(status: string | null): "pending" | "succeeded" | "failed" | "canceled" {
  if (status === "succeeded" || status === "failed" || status === "canceled") return status;
  return "pending";
}
