import type Stripe from "stripe";
import { formatAmount } from "../billing/currencies.ts";
import { type DueWorkHandlers, scheduleWork } from "../clock/due-work.ts";
import { nowOfCustomer, testClockOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { type MetadataChange, mergeMetadata } from "../parameters/metadata.ts";
import type { CardBehaviour } from "../payments/card-behaviour.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { behaviourOf } from "./attempt-payment.ts";
import { recordBalanceTransaction } from "./balance-transactions.ts";
import type { Charge } from "./build-charge.ts";

export type Refund = Stored<Stripe.Refund>;

/** Gives money of a charge back, all that is left of it unless an amount is named. */
export function createRefund(
  world: World,
  chargeId: string,
  asked: { amount?: number | undefined; reason?: Refund["reason"] | undefined; metadata?: MetadataChange | undefined },
): Refund {
  const before = world.charges.require(chargeId, "charge", 400);
  checkRefundable(world, before);
  const left = before.amount_captured - before.amount_refunded;
  const amount = asked.amount ?? left;
  checkAmount(before, { amount, left });
  const course = courseOf(world, before);
  const built = buildRefund(world, before, { ...asked, amount, course });
  world.refunds.insert(built);
  const transaction = moveMoney(world, before, built.id, -amount, "refund");
  const refund = world.refunds.update(built.id, { balance_transaction: transaction.id });
  const refunded = before.amount_refunded + amount;
  const charge = world.charges.update(before.id, {
    amount_refunded: refunded,
    refunded: refunded === before.amount_captured,
  });
  emit(world, "refund.created", refund);
  emit(world, "charge.refunded", charge, before);
  if (course !== "immediate") {
    scheduleWork(world, {
      kind: course === "pending_then_succeeds" ? "refund.succeed" : "refund.fail",
      subject: refund.id,
      at: refund.created + LATER_SECONDS,
      testClock: testClockOfCustomer(world, before.customer),
    });
  }
  return refund;
}

export const refundDueWork: DueWorkHandlers = {
  "refund.succeed": (world, id) => {
    const before = world.refunds.require(id);
    if (before.status === "pending") announce(world, world.refunds.update(id, { status: "succeeded" }), before);
  },
  "refund.fail": (world, id) => {
    const before = world.refunds.require(id);
    if (before.status === "canceled") return;
    const failed = giveBack(world, before, "failed");
    emit(world, "refund.failed", failed);
  },
};

/** The money did not reach the cardholder, or was not sent at all: it is ours again. */
export function giveBack(world: World, before: Refund, status: "failed" | "canceled"): Refund {
  const chargeBefore = world.charges.require(before.charge ?? "");
  const transaction = moveMoney(world, chargeBefore, before.id, before.amount, "refund_failure");
  const refund = world.refunds.update(before.id, {
    status,
    failure_balance_transaction: transaction.id,
    failure_reason: status === "failed" ? "expired_or_canceled_card" : "merchant_request",
  });
  const charge = world.charges.update(chargeBefore.id, {
    amount_refunded: chargeBefore.amount_refunded - before.amount,
    refunded: false,
  });
  emit(world, "charge.updated", charge, chargeBefore);
  announce(world, refund, before);
  return refund;
}

/** Every change of a refund is told twice: by its own name and by the older one of its charge. */
export function announce(world: World, refund: Refund, before: Refund): void {
  emit(world, "refund.updated", refund, before);
  emit(world, "charge.refund.updated", refund, before);
}

function moveMoney(world: World, charge: Charge, refund: string, amount: number, type: "refund" | "refund_failure") {
  const isCard = charge.payment_method_details?.type === "card";
  return recordBalanceTransaction(world, {
    amount,
    currency: charge.currency,
    fee: 0,
    feeDescription: "",
    type: isCard ? type : type === "refund" ? "payment_refund" : "payment_failure_refund",
    reportingCategory: type,
    source: refund,
    description: `REFUND FOR ${type === "refund" ? "CHARGE" : "FAILED REFUND"}${charge.description === null ? "" : ` (${charge.description})`}`,
    customer: charge.customer,
    isAvailableAtOnce: true,
  });
}

function courseOf(world: World, charge: Charge): CardBehaviour["refund"] {
  const method = world.payment_methods.get(charge.payment_method ?? "");
  return method === undefined ? "immediate" : behaviourOf(method).refund;
}

function checkRefundable(world: World, charge: Charge): void {
  if (charge.status !== "succeeded") {
    throw invalidRequest(`Charge ${charge.id} has not succeeded and so cannot be refunded.`, {
      code: "charge_not_refundable",
    });
  }
  if (charge.refunded || charge.amount_refunded >= charge.amount) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
  }
  if (!charge.captured) {
    throw invalidRequest(
      `Charge ${charge.id} has not been captured; cancel its PaymentIntent to release the money instead.`,
      { code: "charge_not_refundable" },
    );
  }
  const blocking = world.disputes.where(
    (each) => each.charge === charge.id && !each.is_charge_refundable && each.status !== "won",
  );
  if (blocking.length > 0) {
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: "charge_disputed",
    });
  }
}

function checkAmount(charge: Charge, { amount, left }: { amount: number; left: number }): void {
  if (amount <= left) return;
  throw invalidRequest(
    `Refund amount (${formatAmount(amount, charge.currency)}) is greater than ${
      charge.amount_refunded === 0 ? "charge amount" : "unrefunded amount on charge"
    } (${formatAmount(left, charge.currency)})`,
    { code: "amount_too_large", param: "amount" },
  );
}

function buildRefund(
  world: World,
  charge: Charge,
  asked: {
    amount: number;
    reason?: Refund["reason"] | undefined;
    metadata?: MetadataChange | undefined;
    course: CardBehaviour["refund"];
  },
): Refund {
  const isPending = asked.course === "pending_then_succeeds";
  return {
    id: world.refunds.newId(),
    object: "refund",
    amount: asked.amount,
    balance_transaction: null,
    charge: charge.id,
    created: nowOfCustomer(world, charge.customer),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details:
      charge.payment_method_details?.type === "card"
        ? {
            card: {
              reference_status: "pending",
              reference_type: "acquirer_reference_number",
              type: isPending ? "pending" : "refund",
            },
            type: "card",
          }
        : { type: charge.payment_method_details?.type ?? "card" },
    metadata: mergeMetadata({}, asked.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: asked.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: isPending ? "pending" : "succeeded",
    transfer_reversal: null,
  } satisfies Refund;
}

/** Test mode says only "some time later". */
const LATER_SECONDS = 60;
