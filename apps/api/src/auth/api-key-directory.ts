import type { SqlRunner } from "@farebox/db";
import { readApiKeyByHash, type StoredApiKey, touchApiKeys } from "@farebox/db/access";
import { describeSecret, type KeyMode } from "./api-key-secret.ts";
import { type Key, SCOPES, type Scope } from "./caller.ts";

/**
 * Finds keys by their secret. A key that was found stays known for five seconds, so that a busy caller costs no query a
 * request; revoking it in this process is felt at once, in others within that time.
 */
export function createApiKeyDirectory(sql: SqlRunner, mode: KeyMode): ApiKeyDirectory {
  const known = new Map<string, Known>();
  const used = new Map<string, Date>();

  async function find(secret: string): Promise<Key | null> {
    const described = describeSecret(secret);
    if (described === null || described.mode !== mode) return null;
    const index = described.keyHash.toString("base64");
    const cached = known.get(index);
    const stored =
      cached !== undefined && cached.until > performance.now()
        ? cached.key
        : await readApiKeyByHash(sql, described.keyHash);
    if (stored === null || stored.revokedAt !== null) {
      known.delete(index);
      return null;
    }
    if (cached?.key !== stored) remember(index, stored);
    const now = new Date();
    if (stored.expiresAt !== null && stored.expiresAt <= now) return null;
    used.set(stored.id, now);
    return toKey(stored);
  }

  function remember(index: string, key: StoredApiKey): void {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(index, { key, until: performance.now() + KNOWN_MILLISECONDS });
  }

  async function noteUses(): Promise<void> {
    if (used.size === 0) return;
    const uses = [...used].map(([id, usedAt]) => ({ id, usedAt }));
    used.clear();
    await touchApiKeys(sql, uses);
  }

  // When a key was last used is a hint for its owner; losing one is no harm, failing a request for it would be.
  const timer = setInterval(() => void noteUses().catch(() => undefined), NOTE_EVERY_MILLISECONDS).unref();

  return {
    find,
    forget(keyId) {
      for (const [index, { key }] of known) if (key.id === keyId) known.delete(index);
    },
    async close() {
      clearInterval(timer);
      await noteUses().catch(() => undefined);
    },
  };
}

export type ApiKeyDirectory = {
  readonly find: (secret: string) => Promise<Key | null>;
  /** Must be called when a key was revoked. */
  readonly forget: (keyId: string) => void;
  readonly close: () => Promise<void>;
};

type Known = { readonly key: StoredApiKey; readonly until: number };

const KNOWN_MILLISECONDS = 5_000;
const NOTE_EVERY_MILLISECONDS = 5_000;
const MOST_KNOWN = 10_000;

function toKey(stored: StoredApiKey): Key {
  const scopes = new Set<Scope>(SCOPES.filter((scope) => stored.scopes.includes(scope)));
  return { kind: "key", keyId: stored.id, businessId: stored.businessId, scopes };
}
