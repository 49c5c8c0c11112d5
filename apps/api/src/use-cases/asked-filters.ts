import { toTokens } from "@farebox/billing-core";
import type { TransactionFilters } from "@farebox/db/reads";
import { readCustomerOf } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { isRefusal, type Refusal, refuseFields } from "./refusal.ts";

/** The filters of the history as somebody asks with them: which payments a search names is found out here. */
export type AskedFilters = Omit<TransactionFilters, "searchedPayments">;

/** Ranges that end before they begin. Null: there is nothing wrong. */
export function refuseFilters({ from, to, leastAmount, mostAmount }: AskedFilters): Refusal | null {
  if (from !== null && to !== null && to <= from)
    return refuseFields([{ path: "to", code: "not_after", message: "must be later than from" }]);
  if (leastAmount !== null && mostAmount !== null && mostAmount < leastAmount)
    return refuseFields([
      {
        path: "mostTokens",
        code: "too_small",
        params: { least: toTokens(leastAmount) },
        message: "must not be less than leastTokens",
      },
    ]);
  return null;
}

/** With the payments whose invoice or receipt has the number that is searched for. */
export async function withPayments(
  deps: Pick<Deps, "db" | "provider">,
  { businessId, filters }: { readonly businessId: string; readonly filters: AskedFilters },
): Promise<TransactionFilters> {
  const { search } = filters;
  const isNumber = search !== null && BILL_NUMBER.test(search);
  return { ...filters, searchedPayments: isNumber ? await findPayments(deps, businessId, search) : [] };
}

/** Numbers are the provider's, as it prints them: `4D7A1C20-0003`, `2417-9931`. Nothing else makes us ask there. */
const BILL_NUMBER = /^[0-9A-Z]{4,20}-[0-9]{4,8}$/i;

/** As many as the provider tells at once. */
const NEWEST_BILLS = 99;

/** Without the provider the search still finds everything that is ours. */
async function findPayments(
  { db, provider }: Pick<Deps, "db" | "provider">,
  businessId: string,
  number: string,
): Promise<readonly string[]> {
  const customerId = await readCustomerOf(db.service, businessId);
  if (customerId === null) return [];
  const bills = await provider.listBills({ customerId, before: null, limit: NEWEST_BILLS });
  if (isRefusal(bills)) return [];
  return bills
    .filter((bill) => bill.number?.toLowerCase() === number.toLowerCase())
    .map(({ kind, id, purchaseId }) => (kind === "invoice" ? `invoice:${id}` : `purchase:${purchaseId}`));
}
