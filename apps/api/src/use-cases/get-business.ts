import { readBusinessAccess } from "@farebox/db/access";
import { type BusinessRow, readBusiness } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** What a business is called, where its days are counted, and whether it is suspended. */
export async function getBusiness(
  deps: Pick<Deps, "db">,
  { businessId }: { readonly businessId: string },
): Promise<BusinessNow | Refusal> {
  const [business, access] = await Promise.all([
    readBusiness(deps.db.service, businessId),
    readBusinessAccess(deps.db.service, { businessId, userId: null }),
  ]);
  if (business === null || access === null) return refuse({ code: "not_found", what: "business" });
  return { outcome: "answered", business, isSuspended: access.suspendedAt !== null };
}

export type BusinessNow = {
  readonly outcome: "answered";
  readonly business: BusinessRow;
  readonly isSuspended: boolean;
};
