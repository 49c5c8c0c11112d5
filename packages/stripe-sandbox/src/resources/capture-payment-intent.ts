import { cancelWork } from "../clock/due-work.ts";
import { emit } from "../events/emit.ts";
import type { MetadataChange } from "../parameters/metadata.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { behaviourOf } from "./attempt-payment.ts";
import { descriptorOf } from "./build-charge.ts";
import { changedIntent, type PaymentIntent } from "./build-payment-intent.ts";
import { settleCharge } from "./conclude-payment.ts";
import { unexpectedState } from "./confirm-payment-intent.ts";
import { followPayment } from "./follow-payment.ts";
import { openDispute } from "./open-dispute.ts";

/** Takes the held money, or a part of it; what is not taken goes back to the cardholder at once. */
export function capturePaymentIntent(
  world: World,
  id: string,
  asked: {
    amountToCapture: number | undefined;
    described: {
      metadata?: MetadataChange | undefined;
      statement_descriptor?: string | undefined;
      statement_descriptor_suffix?: string | undefined;
    };
  },
): PaymentIntent {
  const before = world.payment_intents.require(id, "intent");
  if (before.status !== "requires_capture") {
    throw unexpectedState(
      before,
      `This PaymentIntent could not be captured because it has a status of ${before.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
    );
  }
  const captured = asked.amountToCapture ?? before.amount_capturable;
  if (captured > before.amount_capturable) {
    throw invalidRequest(
      `The amount provided (${captured}) is greater than the amount capturable (${before.amount_capturable}).`,
      { code: "amount_too_large", param: "amount_to_capture" },
    );
  }
  cancelWork(world, "payment_intent.expire_authorization", id);
  const held = world.charges.require(before.latest_charge ?? "");
  const intent = world.payment_intents.update(id, {
    ...changedIntent(before, asked.described),
    status: "succeeded",
    amount_capturable: 0,
    amount_received: captured,
  });
  const charge = world.charges.update(held.id, {
    captured: true,
    amount_captured: captured,
    calculated_statement_descriptor: descriptorOf(intent),
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
  });
  emit(world, "charge.captured", charge);
  emit(world, "payment_intent.succeeded", intent);
  const behaviour = behaviourOf(world.payment_methods.require(intent.payment_method ?? ""));
  settleCharge(world, charge, { isAvailableAtOnce: behaviour.funds === "available" });
  if (behaviour.afterCharge !== null) openDispute(world, charge.id, behaviour.afterCharge);
  followPayment(world, intent);
  return intent;
}
