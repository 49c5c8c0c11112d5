import { revokeApiKey } from "@farebox/db/access";
import type { Deps } from "../deps.ts";
import { refuse } from "./refusal.ts";
import { showApiKey } from "./show-api-key.ts";

/** Ends a key. Felt at once here, and everywhere else as soon as it is told there. Revoking it again answers the same. */
export async function revokeKey(deps: Deps, key: { readonly id: string; readonly businessId: string | null }) {
  const revoked = await revokeApiKey(deps.db.service, key);
  if (revoked === null) return refuse({ code: "not_found", what: "key" });
  deps.authentication.keys.forget(key.id);
  return { apiKey: showApiKey(revoked) };
}
