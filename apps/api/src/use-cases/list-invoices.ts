import { type Instant, SECOND_MS } from "@farebox/billing-core";
import { readCustomerOf } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { fromCursor, toCursor } from "./page-cursor.ts";
import type { Bill } from "./payment-provider.ts";
import { isRefusal, type Refusal, refuseFields } from "./refusal.ts";

/** Invoices of plans and receipts of packages in one list, the newest first. */
export async function listInvoices(
  { db, provider }: Pick<Deps, "db" | "provider">,
  asked: { readonly businessId: string; readonly cursor: string | undefined; readonly limit: number },
): Promise<InvoicePage | Refusal> {
  const { businessId, limit } = asked;
  const bound = ["invoices", businessId];
  const position = asked.cursor === undefined ? null : fromCursor(asked.cursor, { bound, shape: POSITION });
  if (asked.cursor !== undefined && position === null)
    return refuseFields([{ path: "cursor", message: "is not one of this list" }]);
  const customerId = await readCustomerOf(db.service, businessId);
  if (customerId === null) return { bills: [], nextCursor: null };
  const after = position === null ? null : placeOf(position);
  // Of the second where the last page ended some may have been shown.
  const bills = await provider.listBills({ customerId, before: after?.at ?? null, limit: limit + MOST_AT_ONCE });
  if (isRefusal(bills)) return bills;
  const left = after === null ? bills : bills.filter((bill) => isAfter(bill, after));
  const page = left.slice(0, limit);
  const last = page.at(-1);
  const hasMore = left.length > limit && last !== undefined;
  return { bills: page, nextCursor: hasMore ? toCursor(`${last.createdAt}:${last.id}`, bound) : null };
}

export type InvoicePage = { readonly bills: readonly Bill[]; readonly nextCursor: string | null };

type Place = { readonly at: Instant; readonly id: string };

/** More than a business is billed in one second. */
const MOST_AT_ONCE = 10;
const POSITION = /^\d{1,15}:[!-~]{1,255}$/;

function placeOf(position: string): Place {
  const [at = "", id = ""] = position.split(/:(.*)/s);
  return { at: Math.floor(Number(at) / SECOND_MS) * SECOND_MS, id };
}

function isAfter({ createdAt, id }: Bill, place: Place): boolean {
  return createdAt < place.at || (createdAt === place.at && id < place.id);
}
