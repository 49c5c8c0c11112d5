import type { BillingInterval } from "@farebox/billing-core";
import type { SqlRunner } from "@farebox/db";
import { listPackages, type PackageRow } from "@farebox/db/reads";
import { readCurrentPrice, type StoredPrice } from "@farebox/db/selling";
import { packageLookupKey } from "./lookup-keys.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** What a package costs at the provider now, which must be what our catalogue says. */
export async function findPackagePrice(sql: SqlRunner, packageKey: string): Promise<FoundPackage | Refusal> {
  const packages = await listPackages(sql);
  const wanted = packages.find(({ key }) => key === packageKey);
  if (wanted === undefined) return refuse({ code: "unknown_package", known: packages.map(({ key }) => key) });
  const lookupKey = packageLookupKey(packageKey);
  const price = await readCurrentPrice(sql, lookupKey);
  if (price === null || !sellsThe(wanted, price)) return refuse({ code: "catalog_not_synced", missing: lookupKey });
  return { ...wanted, priceId: price.priceId };
}

export type FoundPackage = PackageRow & { readonly priceId: string };

/** What a plan costs at the provider now, under the name it is sold by. */
export async function findPlanPrice(
  sql: SqlRunner,
  plan: { readonly lookupKey: string; readonly planKey: string; readonly interval: BillingInterval },
): Promise<StoredPrice | Refusal> {
  const price = await readCurrentPrice(sql, plan.lookupKey);
  const isIt =
    price?.sells.kind === "plan" && price.sells.planKey === plan.planKey && price.sells.interval === plan.interval;
  return price !== null && isIt ? price : refuse({ code: "catalog_not_synced", missing: plan.lookupKey });
}

function sellsThe(wanted: PackageRow, { sells, amount, currency }: StoredPrice): boolean {
  return (
    sells.kind === "package" &&
    sells.tokens === wanted.tokens &&
    sells.bonus === wanted.bonus &&
    amount === wanted.price.amount &&
    currency === wanted.price.currency
  );
}
