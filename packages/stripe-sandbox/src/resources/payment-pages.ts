import { paySession, requireOpen } from "../checkout/pay-session.ts";
import { integer, string } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { type Route, route } from "../wire/route.ts";
import { requirePaymentMethod } from "./payment-methods.ts";

/** What Stripe's hosted page itself calls, and the command line tool in its place: undocumented, and kept to what it sends. */
export const paymentPageRoutes: Route[] = [
  route({
    method: "GET",
    path: "/v1/payment_pages/:session",
    parameters: {},
    handle: ({ world, path }) => pageOfSession(world, path.session),
  }),
  route({
    method: "POST",
    path: "/v1/payment_pages/:session/confirm",
    parameters: { expected_amount: integer({ minimum: 0 }), payment_method: required(string()) },
    handle: ({ world, path, parameters }) => {
      const session = requireOpen(world, path.session);
      if (parameters.expected_amount !== undefined && parameters.expected_amount !== (session.amount_total ?? 0)) {
        throw invalidRequest("The amount of this Checkout Session is not the amount that was expected.", {
          code: "checkout_amount_mismatch",
          param: "expected_amount",
        });
      }
      const method = requirePaymentMethod(world, parameters.payment_method);
      const { email, name, phone } = method.billing_details;
      const { refusal } = paySession(world, session.id, { method, email, name, phone });
      if (refusal !== null) throw refusal;
      return pageOfSession(world, session.id);
    },
  }),
];

function pageOfSession(world: World, id: string) {
  const { amount_total, currency, mode, payment_intent, payment_status, status } = world.checkout_sessions.require(
    id,
    "session",
  );
  return {
    id,
    object: "payment_page",
    session_id: id,
    amount_total,
    currency,
    mode,
    payment_intent,
    payment_status,
    status,
  };
}
