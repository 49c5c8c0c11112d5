import { type ReceiptRow, readTransaction } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { type Reader, readAs } from "./reader.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** One transaction with everything that explains it. */
export async function getTransaction(
  deps: Pick<Deps, "db">,
  asked: { readonly reader: Reader; readonly businessId: string; readonly id: string },
): Promise<ReceiptRow | Refusal> {
  const receipt = await readAs(deps, asked, (sql) => readTransaction(sql, asked));
  return receipt ?? refuse({ code: "not_found", what: "transaction" });
}
