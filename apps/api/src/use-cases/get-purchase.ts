import { readPurchase, type StoredPurchase } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { type Reader, readAs } from "./reader.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** How a purchase stands, by our own books: it can be asked while the provider is away. */
export async function getPurchase(
  deps: Pick<Deps, "db">,
  asked: { readonly reader: Reader; readonly businessId: string; readonly id: string },
): Promise<{ readonly purchase: StoredPurchase } | Refusal> {
  const purchase = await readAs(deps, asked, (sql) => readPurchase(sql, asked));
  return purchase === null ? refuse({ code: "not_found", what: "purchase" }) : { purchase };
}
