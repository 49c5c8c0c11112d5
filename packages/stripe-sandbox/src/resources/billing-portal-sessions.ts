import type Stripe from "stripe";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { pageLocale } from "../parameters/page-locale.ts";
import { enumeration, string, url } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import { missing, object, type Parsed } from "../parameters/structures.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { type Route, route } from "../wire/route.ts";
import { defaultConfiguration } from "./billing-portal-configurations.ts";

export type PortalSession = Stored<Stripe.BillingPortal.Session>;

const flowShape = {
  after_completion: object({
    hosted_confirmation: object({ custom_message: string({ maximumLength: 500 }) }),
    redirect: object({ return_url: required(url()) }),
    type: required(enumeration(["hosted_confirmation", "portal_homepage", "redirect"])),
  }),
  subscription_cancel: object({ subscription: required(string()) }),
  subscription_update: object({ subscription: required(string()) }),
  type: required(enumeration(["payment_method_update", "subscription_cancel", "subscription_update"])),
};

export const portalSessionRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/billing_portal/sessions",
    parameters: {
      configuration: string(),
      customer: required(string()),
      flow_data: object(flowShape),
      locale: pageLocale,
      return_url: url(),
    },
    handle: ({ world, parameters }) => {
      const customer = world.customers.require(parameters.customer, "customer", 400);
      const configuration =
        parameters.configuration === undefined
          ? defaultConfiguration(world)
          : world.billing_portal_configurations.require(parameters.configuration, "configuration", 400);
      const id = world.billing_portal_sessions.newId();
      const session = world.billing_portal_sessions.insert({
        id,
        object: "billing_portal.session",
        configuration: configuration.id,
        created: nowOfCustomer(world, customer.id),
        customer: customer.id,
        customer_account: null,
        flow: parameters.flow_data === undefined ? null : buildFlow(world, customer.id, parameters.flow_data),
        livemode: false,
        locale: parameters.locale ?? null,
        on_behalf_of: null,
        return_url: parameters.return_url ?? configuration.default_return_url,
        url: `${world.baseUrl}/p/session/${id}`,
      } satisfies PortalSession);
      emit(world, "billing_portal.session.created", session);
      return session;
    },
  }),
];

export const portalSessionExpandable: Expandable = {
  "billing_portal.session": { configuration: byId("billing_portal_configurations") },
};

function buildFlow(
  world: World,
  customer: string,
  given: Parsed<typeof flowShape>,
): NonNullable<PortalSession["flow"]> {
  const { type, after_completion: after } = given;
  if (type !== "payment_method_update" && given[type] === undefined) throw missing(`flow_data[${type}]`);
  for (const each of [given.subscription_cancel, given.subscription_update]) {
    if (each !== undefined) checkOwned(world, customer, each.subscription);
  }
  return {
    after_completion: {
      hosted_confirmation:
        after?.hosted_confirmation === undefined
          ? null
          : { custom_message: after.hosted_confirmation.custom_message ?? null },
      redirect: after?.redirect ?? null,
      type: after?.type ?? "portal_homepage",
    },
    customer_update: null,
    subscription_cancel:
      given.subscription_cancel === undefined ? null : { retention: null, ...given.subscription_cancel },
    subscription_pause: null,
    subscription_update: given.subscription_update ?? null,
    subscription_update_confirm: null,
    type,
  };
}

function checkOwned(world: World, customer: string, subscription: string): void {
  if (world.subscriptions.require(subscription, "flow_data[subscription]", 400).customer === customer) return;
  throw invalidRequest(`The subscription ${subscription} does not belong to the customer ${customer}.`, {
    param: "flow_data",
  });
}
