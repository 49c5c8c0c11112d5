import { nothing } from "../facts/finding.ts";
import { findOwner } from "../facts/owner.ts";
import { settleFinding } from "../verdict.ts";
import type { Handler } from "./handler.ts";

/** A card was saved or removed. Nothing of it is kept here, so there is nothing to write: whoever shows cards asks the provider. */
export const handlePaymentMethod: Handler = async (deps, methodId) => {
  const method = await deps.stripe.api.paymentMethods.retrieve(methodId);
  if (method.customer === null) return settleFinding(deps, nothing("a card of nobody any more"));
  const owner = await findOwner(deps, { customer: method.customer, metadata: null });
  if (typeof owner !== "string") return settleFinding(deps, owner);
  return { status: "done", problem: null, businessId: owner };
};
