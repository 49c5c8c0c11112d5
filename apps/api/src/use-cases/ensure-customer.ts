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
  const said = { businessId, name: business.name, email };
  const customerId = await provider.createCustomer({ ...said, insteadOf: null });
  if (isRefusal(customerId)) return customerId;
  await insertCustomerOnce(db.service, { businessId, customerId });
  const stands = await readCustomerOf(db.service, businessId);
  if (stands !== null) return stands;
  // The one that was made before under this key has been deleted there since.
  const another = await provider.createCustomer({ ...said, insteadOf: customerId });
  return isRefusal(another) ? another : insertCustomerOnce(db.service, { businessId, customerId: another });
}
