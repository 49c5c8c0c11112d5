import type { ServiceSql } from "../connections/service-sql.ts";

/** Where a revoked key is told by its id, in the statement that revokes it. */
export const REVOKED_KEYS_CHANNEL = "farebox_revoked_keys";

/**
 * Hears which keys were revoked, on the connection that listens; `onListening` each time it is there, when whatever was
 * told meanwhile is lost. Resolves when it listens for the first time.
 */
export async function listenForRevokedKeys(
  sql: ServiceSql,
  heard: { readonly onRevoked: (keyId: string) => void; readonly onListening: () => void },
): Promise<{ stop(): Promise<void> }> {
  const { unlisten } = await sql.listen(REVOKED_KEYS_CHANNEL, heard.onRevoked, heard.onListening);
  return { stop: unlisten };
}
