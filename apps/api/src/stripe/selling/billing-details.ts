import type Stripe from "stripe";
import type { BillingDetails, PaymentProvider, PostalAddress } from "../../use-cases/payment-provider.ts";
import type { TaxIdText } from "../../use-cases/tax-id-kinds.ts";
import type { StripeDoor } from "../client/create-stripe.ts";

/** What is written on invoices: the customer's own fields, and its tax ids beside it. */
export function createBillingDetails({
  call,
}: Pick<StripeDoor, "call">): Pick<PaymentProvider, "readBillingDetails" | "writeBillingDetails"> {
  return {
    readBillingDetails: (customerId) => call((api) => readDetails(api, customerId)),
    writeBillingDetails: ({ customerId, details: { name, email, address, taxId } }) =>
      call(async (api) => {
        // What may be refused comes first: then nothing of the rest was written either.
        await replaceTaxIds(api, customerId, taxId);
        await api.customers.update(customerId, {
          name: name ?? "",
          email: email ?? "",
          address: address === null ? "" : toAddressParameters(address),
        });
        return readDetails(api, customerId);
      }),
  };
}

async function readDetails(api: Stripe, customerId: string): Promise<BillingDetails> {
  const [customer, taxIds] = await Promise.all([
    api.customers.retrieve(customerId),
    api.customers.listTaxIds(customerId, { limit: 100 }),
  ]);
  if (customer.deleted === true) return { name: null, email: null, address: null, taxId: null };
  const taxId = taxIds.data[0];
  return {
    name: customer.name ?? null,
    email: customer.email,
    address: toAddress(customer.address ?? null),
    taxId: taxId === undefined ? null : { value: taxId.value, status: statusOf(taxId) },
  };
}

function statusOf({ verification }: Stripe.TaxId): NonNullable<BillingDetails["taxId"]>["status"] {
  return STATUSES.find((known) => known === verification?.status) ?? "unavailable";
}

const STATUSES = ["pending", "verified", "unverified", "unavailable"] as const;

/** Once the new one stands, the others go; one that stands already is not asked about at the tax office again. */
async function replaceTaxIds(api: Stripe, customerId: string, wanted: TaxIdText | null): Promise<void> {
  const { data } = await api.customers.listTaxIds(customerId, { limit: 100 });
  const kept = data.find(({ type, value }) => type === wanted?.type && value === wanted.value);
  if (wanted !== null && kept === undefined) await api.customers.createTaxId(customerId, wanted);
  for (const { id } of data) if (id !== kept?.id) await api.customers.deleteTaxId(customerId, id);
}

/** An address without a country, as the provider's own pages may leave one, is none yet. */
function toAddress(address: Stripe.Address | null): PostalAddress | null {
  if (address === null || address.country === null || address.country === "") return null;
  const { line1, line2, postal_code, city, state, country } = address;
  return { line1: line1 ?? "", line2, postalCode: postal_code, city, state, country };
}

function toAddressParameters({ line1, line2, postalCode, city, state, country }: PostalAddress) {
  return {
    line1,
    line2: line2 ?? "",
    postal_code: postalCode ?? "",
    city: city ?? "",
    state: state ?? "",
    country,
  };
}
