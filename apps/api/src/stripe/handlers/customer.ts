import { markCustomerDeleted, readBusinessOfCustomer } from "@farebox/db/selling";
import { nothing } from "../facts/finding.ts";
import { settleFinding } from "../verdict.ts";
import type { Handler } from "./handler.ts";

/** A customer was deleted at the provider. Our books keep whose it was: payments of it still find their business. */
export const handleCustomerDeleted: Handler = async (deps, customerId) => {
  const businessId = await readBusinessOfCustomer(deps.db.service, customerId);
  if (businessId === null) return settleFinding(deps, nothing("no customer of ours"));
  const customer = await deps.stripe.api.customers.retrieve(customerId);
  if (customer.deleted !== true) return settleFinding(deps, nothing("the customer is there"));
  await markCustomerDeleted(deps.db.service, customerId);
  return { status: "done", problem: null, businessId };
};
