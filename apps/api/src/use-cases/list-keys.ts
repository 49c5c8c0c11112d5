import { listApiKeys } from "@farebox/db/access";
import type { Deps } from "../deps.ts";
import { showApiKey } from "./show-api-key.ts";

/** Keys of a business, or of the installation when an operator names none; newest first. */
export async function listKeys(deps: Deps, businessId: string | null) {
  const keys = await listApiKeys(deps.db.service, businessId);
  return { items: keys.map(showApiKey), nextCursor: null };
}
