import { acknowledgeInversions as acknowledge } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import type { CatalogueReport } from "./catalogue-sync.ts";
import type { Refusal } from "./refusal.ts";

/** An operator says that these packages are meant to be cheaper than plans. Answers what is left to look at. */
export async function acknowledgeInversions(
  deps: Pick<Deps, "catalogueSync" | "db">,
  packageKeys: readonly string[],
): Promise<CatalogueReport | Refusal> {
  await acknowledge(deps.db.service, packageKeys);
  return deps.catalogueSync.plan();
}
