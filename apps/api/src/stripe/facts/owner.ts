import { readBusiness } from "@farebox/db/reads";
import { readBusinessOfCustomer } from "@farebox/db/selling";
import type { Deps } from "../../deps.ts";
import { disagreement, idOf, type NoFacts, nothing } from "./finding.ts";

/**
 * Whose an object is: its customer says so, by our own books. What its metadata claims can only disagree with that. An
 * account at the provider may serve other products, too: what belongs to none of our customers and claims nothing is theirs.
 */
export async function findOwner(deps: Pick<Deps, "db">, object: Owned): Promise<string | NoFacts> {
  const customerId = idOf(object.customer);
  const known = customerId === null ? null : await readBusinessOfCustomer(deps.db.service, customerId);
  const claimed = object.metadata?.["farebox_business_id"];
  if (known === null && claimed === undefined) return nothing("belongs to no customer of ours");
  if (known === null && !(await isOurs(deps, claimed ?? ""))) return nothing("belongs to another installation");
  if (known === null) return disagreement(`claims to be of the business ${claimed}, whose customer it does not have`);
  if (claimed !== undefined && claimed !== known)
    return disagreement(`claims to be of the business ${claimed}, and its customer is another business`, known);
  return known;
}

/** Several installations may share one account at the provider, and each is told of what the others sell. */
async function isOurs({ db }: Pick<Deps, "db">, businessId: string): Promise<boolean> {
  return UUID.test(businessId) && (await readBusiness(db.service, businessId)) !== null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type Owned = {
  readonly customer: string | { readonly id: string } | null;
  readonly metadata: Readonly<Record<string, string>> | null;
};
