import type { Cap } from "@farebox/billing-core";
import type { Deps } from "../deps.ts";
import { type CapsNow, getCaps } from "./get-caps.ts";
import type { Unsuccessful } from "./refusal.ts";

/** Sets all caps at once. Running calls go on; what was charged before counts. */
export async function setCaps(
  deps: Pick<Deps, "db" | "ledger">,
  { businessId, caps }: { readonly businessId: string; readonly caps: readonly Cap[] },
): Promise<CapsNow | Unsuccessful> {
  const set = await deps.ledger.submit(businessId, { kind: "set_caps", caps });
  return set.outcome === "caps_set" ? getCaps(deps, { businessId }) : set;
}
