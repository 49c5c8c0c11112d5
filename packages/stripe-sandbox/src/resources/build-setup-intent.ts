import type Stripe from "stripe";
import { nowOfCustomer } from "../clock/now.ts";
import { type MetadataChange, mergeMetadata } from "../parameters/metadata.ts";
import { randomText } from "../store/ids.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { methodTypesOf } from "./build-payment-intent.ts";

export type SetupIntent = Stored<Stripe.SetupIntent>;

/** A setup intent before its first attempt. */
export function buildSetupIntent(
  world: World,
  given: {
    allowed_payment_method_types?: string[] | undefined;
    excluded_payment_method_types?: string[] | undefined;
    automatic_payment_methods?: { allow_redirects?: "always" | "never" | undefined; enabled: boolean } | undefined;
    customer?: string | undefined;
    description?: string | null | undefined;
    metadata?: MetadataChange | undefined;
    payment_method_types?: string[] | undefined;
    usage?: "off_session" | "on_session" | undefined;
  },
): SetupIntent {
  const id = world.setup_intents.newId();
  const customer = given.customer === undefined ? null : world.customers.require(given.customer, "customer", 400).id;
  const isAutomatic = given.automatic_payment_methods?.enabled ?? given.payment_method_types === undefined;
  return {
    id,
    object: "setup_intent",
    allowed_payment_method_types: given.allowed_payment_method_types ?? null,
    application: null,
    automatic_payment_methods: isAutomatic
      ? { allow_redirects: given.automatic_payment_methods?.allow_redirects ?? "always", enabled: true }
      : null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomText(25)}`,
    created: nowOfCustomer(world, customer),
    customer,
    description: given.description ?? null,
    excluded_payment_method_types: given.excluded_payment_method_types ?? null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: mergeMetadata({}, given.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: { card: { mandate_options: null, network: null, request_three_d_secure: "automatic" } },
    payment_method_types: methodTypesOf({ currency: null, ...given }),
    single_use_mandate: null,
    status: "requires_payment_method",
    usage: given.usage ?? "off_session",
  } satisfies SetupIntent;
}
