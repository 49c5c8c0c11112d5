import type Stripe from "stripe";
import { nowOfCustomer } from "../clock/now.ts";
import type { Parsed } from "../parameters/structures.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { type Route, route } from "../wire/route.ts";
import type { PaymentMethod } from "./payment-methods.ts";

type Mandate = Stored<Stripe.Mandate>;

export interface Acceptance {
  readonly customer_acceptance: {
    readonly accepted_at?: number | undefined;
    readonly offline?: Parsed<Record<never, never>> | undefined;
    readonly online?:
      | { readonly ip_address?: string | undefined; readonly user_agent?: string | undefined }
      | undefined;
    readonly type: "offline" | "online";
  };
}

export const mandateRoutes: Route[] = [
  route({
    method: "GET",
    path: "/v1/mandates/:mandate",
    parameters: {},
    handle: ({ world, path }) => world.mandates.require(path.mandate),
  }),
];

export const mandateExpandable: Expandable = { mandate: { payment_method: byId("payment_methods") } };

/** The customer's permission to debit an account, or a card later on. */
export function createMandate(
  world: World,
  method: PaymentMethod,
  { customer_acceptance: given }: Acceptance,
): Mandate {
  const id = world.mandates.newId();
  return world.mandates.insert({
    id,
    object: "mandate",
    customer_acceptance: {
      accepted_at: given.accepted_at ?? nowOfCustomer(world, method.customer),
      ...(given.type === "online"
        ? { online: { ip_address: given.online?.ip_address ?? null, user_agent: given.online?.user_agent ?? null } }
        : { offline: {} }),
      type: given.type,
    },
    livemode: false,
    multi_use: {},
    payment_method: method.id,
    payment_method_details:
      method.type === "sepa_debit"
        ? {
            sepa_debit: { reference: id.slice(-16).toUpperCase(), url: `${world.baseUrl}/mandates/${id}` },
            type: "sepa_debit",
          }
        : { card: {}, type: "card" },
    status: "active",
    type: "multi_use",
  } satisfies Mandate);
}
