import { emit } from "../events/emit.ts";
import { string } from "../parameters/scalars.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";
import {
  changedCustomer,
  createCustomer,
  customerShape,
  deleteCustomer,
  deletedCustomer,
  newCustomerShape,
} from "./write-customer.ts";

export const customerRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/customers",
    parameters: newCustomerShape,
    handle: ({ world, parameters }) => createCustomer(world, parameters),
  }),
  route({
    method: "GET",
    path: "/v1/customers",
    parameters: { ...pageParameters, created: range(), email: string(), test_clock: string() },
    handle: ({ world, parameters }) =>
      pageOf(world.customers, parameters, {
        url: "/v1/customers",
        matches: (customer) =>
          isInRange(customer.created, parameters.created) &&
          (parameters.email === undefined || customer.email === parameters.email) &&
          // Customers of a test clock are listed only where it is asked for.
          (customer.test_clock ?? undefined) === parameters.test_clock,
      }),
  }),
  route({
    method: "GET",
    path: "/v1/customers/:customer",
    parameters: {},
    handle: ({ world, path }) =>
      world.customers.isDeleted(path.customer)
        ? deletedCustomer(path.customer)
        : world.customers.require(path.customer),
  }),
  route({
    method: "POST",
    path: "/v1/customers/:customer",
    parameters: customerShape,
    handle: ({ world, path, parameters }) => {
      const before = world.customers.require(path.customer);
      const after = world.customers.update(before.id, changedCustomer(world, before, parameters));
      emit(world, "customer.updated", after, before);
      return after;
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/customers/:customer",
    parameters: {},
    handle: ({ world, path }) => deleteCustomer(world, world.customers.require(path.customer)),
  }),
];

export const customerExpandable: Expandable = {
  customer: {
    "invoice_settings.default_payment_method": byId("payment_methods"),
    test_clock: byId("test_clocks"),
    subscriptions: (world, owner) =>
      pageOf(
        world.subscriptions,
        {},
        {
          url: `/v1/customers/${owner.id}/subscriptions`,
          matches: (each) => each.customer === owner.id && each.status !== "canceled",
        },
      ),
  },
};
