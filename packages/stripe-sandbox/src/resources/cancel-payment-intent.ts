import { cancelWork, type DueWorkHandlers } from "../clock/due-work.ts";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import type { World } from "../store/world.ts";
import type { PaymentIntent } from "./build-payment-intent.ts";
import { unexpectedState } from "./confirm-payment-intent.ts";

/** Gives the payment up; held money is released. */
export function cancelPaymentIntent(
  world: World,
  id: string,
  reason: PaymentIntent["cancellation_reason"],
): PaymentIntent {
  const before = world.payment_intents.require(id, "intent");
  if (!CANCELABLE.includes(before.status)) {
    throw unexpectedState(
      before,
      `You cannot cancel this PaymentIntent because it has a status of ${before.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${CANCELABLE.join(", ")}.`,
    );
  }
  if (before.status === "requires_capture") release(world, before);
  cancelWork(world, null, id);
  const intent = world.payment_intents.update(id, {
    status: "canceled",
    amount_capturable: 0,
    canceled_at: nowOfCustomer(world, before.customer),
    cancellation_reason: reason,
    next_action: null,
  });
  emit(world, "payment_intent.canceled", intent);
  return intent;
}

/** An authorisation nobody captured for a week ends by itself. */
export const authorizationDueWork: DueWorkHandlers = {
  "payment_intent.expire_authorization": (world, id) => {
    const intent = world.payment_intents.require(id);
    cancelPaymentIntent(world, id, "automatic");
    emit(world, "charge.expired", world.charges.require(intent.latest_charge ?? ""));
  },
};

function release(world: World, intent: PaymentIntent): void {
  const held = world.charges.require(intent.latest_charge ?? "");
  const released = world.charges.update(held.id, { amount_refunded: held.amount, refunded: true });
  emit(world, "charge.refunded", released, held);
}

const CANCELABLE: readonly string[] = [
  "requires_payment_method",
  "requires_capture",
  "requires_confirmation",
  "requires_action",
];
