import { now } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { findTestCardByFingerprint } from "../payments/card-fingerprint.ts";
import { cardRefusal } from "../payments/card-refusal.ts";
import { DECLINES } from "../payments/declines.ts";
import type { Records } from "../store/collections.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";

type PaymentMethod = Records["payment_methods"];

/** Gives the method to the customer. The documented declining cards refuse this already; attaching twice changes nothing. */
export function attachPaymentMethod(world: World, method: PaymentMethod, customer: string): PaymentMethod {
  if (method.customer === customer) return method;
  if (method.customer !== null) {
    throw invalidRequest("The payment method you provided has already been attached to a customer.");
  }
  checkUnspent(world, method);
  const behaviour = findTestCardByFingerprint(method.card?.fingerprint ?? "")?.behaviour;
  if (behaviour?.attaches === false && behaviour.decline !== null) {
    throw cardRefusal(DECLINES[behaviour.decline], { keepsChanges: false });
  }
  const attached = world.payment_methods.update(method.id, { customer });
  emit(world, "payment_method.attached", attached);
  return attached;
}

/** Takes the method from its customer for good, and from where it was the default. */
export function detachPaymentMethod(world: World, method: PaymentMethod): PaymentMethod {
  if (method.customer === null) {
    throw invalidRequest("The payment method you provided is not attached to a customer so detachment is impossible.");
  }
  const customer = world.customers.get(method.customer);
  if (customer !== undefined && customer.invoice_settings.default_payment_method === method.id) {
    const after = world.customers.update(customer.id, {
      invoice_settings: { ...customer.invoice_settings, default_payment_method: null },
    });
    emit(world, "customer.updated", after, customer);
  }
  for (const subscription of world.subscriptions.where((each) => each.default_payment_method === method.id)) {
    world.subscriptions.update(subscription.id, { default_payment_method: null });
  }
  rememberSpent(world, method.id);
  const detached = world.payment_methods.update(method.id, { customer: null });
  emit(world, "payment_method.detached", detached, method);
  return detached;
}

/** A method used once without a customer, or detached from one, may not be used again. */
export function checkUnspent(world: World, method: PaymentMethod): void {
  if (world.payment_method_histories.get(method.id)?.spentAt == null) return;
  throw invalidRequest(
    "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.",
    { param: "payment_method" },
  );
}

export function rememberSpent(world: World, id: string): void {
  remember(world, id, { spentAt: now(world) });
}

export function rememberSetUp(world: World, id: string): void {
  remember(world, id, { setUpAt: now(world) });
}

export function isSetUp(world: World, id: string): boolean {
  return world.payment_method_histories.get(id)?.setUpAt != null;
}

function remember(world: World, id: string, fact: { setUpAt?: number; spentAt?: number }): void {
  if (world.payment_method_histories.get(id) === undefined) {
    world.payment_method_histories.insert({ id, setUpAt: null, spentAt: null, ...fact });
  } else world.payment_method_histories.update(id, fact);
}
