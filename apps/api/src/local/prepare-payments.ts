import type { Deps } from "../deps.ts";
import { applyCatalogue, planCatalogue } from "../stripe/catalogue/sync-catalogue.ts";
import { refuseWrongKey } from "../stripe/client/refuse-wrong-key.ts";
import { alignStandIn } from "../use-cases/settle-money-time.ts";
import type { LocalStandIn } from "./start-stand-in.ts";

/**
 * Makes the provider ready to sell. The stand-in is ours alone: its prices and its time are brought up to the database's,
 * which may be a restored or a new one. At the real one nothing is made by a start; `npm run stripe:sync` does that.
 */
export async function preparePayments(deps: Deps, standIn: LocalStandIn | null): Promise<void> {
  await refuseWrongKey(deps.stripe, deps.log);
  if (standIn === null) return;
  await applyCatalogue(deps, await planCatalogue(deps, standIn.productUrl));
  await alignStandIn(deps);
  await standIn.deliverWaiting();
}
