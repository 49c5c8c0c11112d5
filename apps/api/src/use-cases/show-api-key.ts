import type { StoredApiKey } from "@farebox/db/access";
import { SCOPES } from "../auth/caller.ts";

/** A key as its owner sees it: everything but the secret, which nobody can see again. */
export function showApiKey(key: StoredApiKey) {
  const { id, name, prefix, last4, mode, businessId } = key;
  return {
    id,
    name,
    prefix,
    last4,
    mode,
    businessId,
    scopes: SCOPES.filter((scope) => key.scopes.includes(scope)),
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    expiresAt: key.expiresAt?.toISOString() ?? null,
  };
}
