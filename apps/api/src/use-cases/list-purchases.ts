import { listPurchases as listRows, type StoredPurchase } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { type Reader, readAs } from "./reader.ts";

/** What a business bought or began to buy, the newest first. */
export function listPurchases(
  deps: Pick<Deps, "db">,
  asked: { readonly reader: Reader; readonly businessId: string; readonly limit: number },
): Promise<readonly StoredPurchase[]> {
  return readAs(deps, asked, (sql) => listRows(sql, asked));
}
