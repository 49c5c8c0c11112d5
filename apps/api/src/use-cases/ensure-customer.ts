import { readBusiness } from "@farebox/db/reads";
import { insertCustomerOnce, readCustomerOf } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { isRefusal, type Refusal, refuse } from "./refusal.ts";

/** The customer a business pays as; made at its first need. Two at once make one: the provider keeps them apart by key. */
export async function ensureCustomer(
  { db, provider }: Pick<Deps, "db" | "provider">,
  { businessId, email }: { readonly businessId: string; readonly email: string | null },
): Promise<string | Refusal> {
  const standing = await readCustomerOf(db.service, businessId);
  if (standing !== null) return standing;
  const business = await readBusiness(db.service, businessId);
  if (business === null) return refuse({ code: "not_found", what: "business" });
  const customerId = await provider.createCustomer({ businessId, name: business.name, email });
  if (isRefusal(customerId)) return customerId;
  return insertCustomerOnce(db.service, { businessId, customerId });
}
