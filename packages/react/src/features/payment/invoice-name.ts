import { nameLine } from "../../lib/line-name.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { Purchase } from "../../lib/use-purchases.ts";
import type { Invoice } from "./use-invoices.ts";

const words = sellingStrings.payment;

/** What a payment was for: our own name of a package, otherwise what the provider wrote. Never nothing. */
export function nameInvoice(
  { kind, purchaseId, description, number }: Pick<Invoice, "kind" | "purchaseId" | "description" | "number">,
  purchases: readonly Pick<Purchase, "purchaseId" | "package" | "kind">[],
): string {
  const purchase = purchases.find((one) => one.purchaseId === purchaseId);
  if (purchase === undefined)
    return nameLine(description) || (kind === "receipt" ? words.somePackage : (number ?? words.payment));
  const name = sellingStrings.packages.names[purchase.package] ?? purchase.package;
  return purchase.kind === "top_up" ? words.topUpOf(name) : words.packageOf(name);
}
