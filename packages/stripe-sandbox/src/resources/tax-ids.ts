import type Stripe from "stripe";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { enumeration, string } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest, noSuch } from "../wire/errors.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { pageOf, pageParameters } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";
import { isTaxIdOf, TAX_ID_TYPES, taxIdCountry } from "./tax-id-forms.ts";

type TaxId = Stored<Stripe.TaxId>;

/** What a customer is known as to a tax office. Each is copied onto every invoice; none is ever looked up anywhere. */
export const taxIdRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/customers/:customer/tax_ids",
    parameters: { type: required(enumeration(TAX_ID_TYPES)), value: required(string({ maximumLength: 50 })) },
    handle: ({ world, path, parameters: { type, value } }) => {
      const { id: customer, livemode } = world.customers.require(path.customer, "customer");
      if (!isTaxIdOf(type, value)) {
        throw invalidRequest(`Invalid value for ${type}.`, { code: "tax_id_invalid", param: "value" });
      }
      const taxId = world.tax_ids.insert({
        id: world.tax_ids.newId(),
        object: "tax_id",
        country: taxIdCountry(type, value),
        created: nowOfCustomer(world, customer),
        customer,
        customer_account: null,
        livemode,
        owner: { type: "customer", customer, customer_account: null },
        type,
        value,
        // Only these are looked up at Stripe; here nobody answers.
        verification: {
          status: type === "eu_vat" || type === "gb_vat" || type === "au_abn" ? "pending" : "unavailable",
          verified_address: null,
          verified_name: null,
        },
      } satisfies TaxId);
      emit(world, "customer.tax_id.created", taxId);
      return taxId;
    },
  }),
  route({
    method: "GET",
    path: "/v1/customers/:customer/tax_ids",
    parameters: { ...pageParameters },
    handle: ({ world, path, parameters }) => {
      const { id } = world.customers.require(path.customer, "customer");
      return pageOf(world.tax_ids, parameters, {
        url: `/v1/customers/${id}/tax_ids`,
        matches: (each) => each.customer === id,
      });
    },
  }),
  route({
    method: "GET",
    path: "/v1/customers/:customer/tax_ids/:tax_id",
    parameters: {},
    handle: ({ world, path }) => requireOwn(world, path),
  }),
  route({
    method: "DELETE",
    path: "/v1/customers/:customer/tax_ids/:tax_id",
    parameters: {},
    handle: ({ world, path }) => {
      const last = requireOwn(world, path);
      world.tax_ids.delete(last.id);
      emit(world, "customer.tax_id.deleted", last);
      return { id: last.id, object: "tax_id", deleted: true } satisfies Stored<Stripe.DeletedTaxId>;
    },
  }),
];

export const taxIdExpandable: Expandable = { tax_id: { customer: byId("customers") } };

function requireOwn(world: World, { customer, tax_id }: { customer: string; tax_id: string }): TaxId {
  const row = world.tax_ids.require(tax_id, "id");
  if (row.customer === world.customers.require(customer, "customer").id) return row;
  throw noSuch("tax ID", tax_id, "id");
}
