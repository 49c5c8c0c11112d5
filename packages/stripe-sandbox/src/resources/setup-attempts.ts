import type Stripe from "stripe";
import { nowOfCustomer } from "../clock/now.ts";
import { string } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import { buildCardDetails } from "../payments/build-card.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";
import type { SetupIntent } from "./build-setup-intent.ts";
import type { PaymentMethod } from "./payment-methods.ts";

type SetupAttempt = Stored<Stripe.SetupAttempt>;

export const setupAttemptRoutes: Route[] = [
  route({
    method: "GET",
    path: "/v1/setup_attempts",
    parameters: { ...pageParameters, created: range(), setup_intent: required(string()) },
    handle: ({ world, parameters }) =>
      pageOf(world.setup_attempts, parameters, {
        url: "/v1/setup_attempts",
        matches: (attempt) =>
          attempt.setup_intent === parameters.setup_intent && isInRange(attempt.created, parameters.created),
      }),
  }),
];

export const setupAttemptExpandable: Expandable = {
  setup_attempt: {
    customer: byId("customers"),
    payment_method: byId("payment_methods"),
    setup_intent: byId("setup_intents"),
  },
};

/** Writes down one try to save a method; returns its id. */
export function recordSetupAttempt(
  world: World,
  intent: SetupIntent,
  method: PaymentMethod,
  outcome: { status: "succeeded" | "failed"; error: SetupAttempt["setup_error"]; isAuthenticated: boolean },
): string {
  return world.setup_attempts.insert({
    id: world.setup_attempts.newId(),
    object: "setup_attempt",
    application: null,
    created: nowOfCustomer(world, intent.customer),
    customer: intent.customer,
    customer_account: null,
    flow_directions: null,
    livemode: false,
    on_behalf_of: null,
    payment_method: method.id,
    payment_method_details: detailsOf(method, outcome.isAuthenticated),
    setup_error: outcome.error,
    setup_intent: intent.id,
    status: outcome.status,
    usage: intent.usage,
  } satisfies SetupAttempt).id;
}

function detailsOf(method: PaymentMethod, isAuthenticated: boolean): SetupAttempt["payment_method_details"] {
  if (method.card === undefined) return { sepa_debit: {}, type: "sepa_debit" };
  const shown = buildCardDetails(method.card, { amount: 0, isAuthenticated, isApproved: true });
  const { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4, network, three_d_secure } = shown;
  return {
    card: {
      brand,
      checks,
      country,
      exp_month,
      exp_year,
      fingerprint,
      funding,
      last4,
      network,
      three_d_secure,
      wallet: null,
    },
    type: "card",
  };
}
