import { isCountry } from "@farebox/billing-core";
import { readBusiness } from "@farebox/db/reads";
import { readCustomerOf } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { ensureCustomer } from "./ensure-customer.ts";
import type { BillingDetails } from "./payment-provider.ts";
import { isRefusal, type Refusal, refuse, refuseFields, type WrongField } from "./refusal.ts";
import { readTaxId } from "./tax-id-kinds.ts";

type DetailsDeps = Pick<Deps, "db" | "provider">;

/** What is written on a business's invoices. The provider keeps it, for it makes them; before it knows the business, its name. */
export async function getBillingDetails(
  { db, provider }: DetailsDeps,
  { businessId }: { readonly businessId: string },
): Promise<BillingDetails | Refusal> {
  const customerId = await readCustomerOf(db.service, businessId);
  if (customerId !== null) return provider.readBillingDetails(customerId);
  const business = await readBusiness(db.service, businessId);
  if (business === null) return refuse({ code: "not_found", what: "business" });
  return { name: business.name, email: null, address: null, taxId: null };
}

/** From now on; invoices that are out keep what they say. */
export async function setBillingDetails(
  deps: DetailsDeps,
  asked: {
    readonly businessId: string;
    readonly details: Omit<BillingDetails, "taxId"> & { readonly taxId: string | null };
  },
): Promise<BillingDetails | Refusal> {
  const { businessId, details } = asked;
  const { address, taxId: text } = details;
  if (address !== null && !isCountry(address.country))
    return refuseFields([
      { path: "address.country", code: "not_an_option", message: "must be a country, in two capital letters" },
    ]);
  const taxId = text === null ? null : readTaxId(address?.country ?? "", text);
  if (text !== null && (taxId === null || taxId === "unknown"))
    return refuseFields([wrongTaxId(address?.country ?? null, taxId)]);
  const customerId = await ensureCustomer(deps, { businessId, email: details.email });
  if (isRefusal(customerId)) return customerId;
  const written = await deps.provider.writeBillingDetails({
    customerId,
    details: { ...details, taxId: taxId === "unknown" ? null : taxId },
  });
  return isRefusal(written) ? toFieldOf(written) : written;
}

function wrongTaxId(country: string | null, read: "unknown" | null): WrongField {
  const path = "taxId";
  if (country === null) return { path: "address", code: "required", message: "is needed with a tax id: its country" };
  return read === "unknown"
    ? { path, code: "not_an_option", message: `of ${country} cannot be put on an invoice yet` }
    : { path, code: "wrong_format", message: `is not written like one of ${country}` };
}

/** What the provider finds wrong with a value is said of that value. */
function toFieldOf(refusal: Refusal): Refusal {
  if (refusal.error.code !== "provider_refused") return refusal;
  const { reason } = refusal.error;
  if (reason === "tax_id_invalid")
    return refuseFields([{ path: "taxId", code: "wrong_format", message: "is not a tax id" }]);
  return reason === "email_invalid"
    ? refuseFields([{ path: "email", code: "wrong_format", message: "is not an address" }])
    : refusal;
}
