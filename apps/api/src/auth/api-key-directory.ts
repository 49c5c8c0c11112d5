import { hash } from "node:crypto";
import type { Database } from "@farebox/db";
import { readApiKeysByHash, touchApiKeys } from "@farebox/db/access";
import { isSecretOf, type KeyMode } from "./api-key-secret.ts";
import type { Key } from "./caller.ts";
import { KnownKeys } from "./known-keys.ts";
import { watchRevokedKeys } from "./watch-revoked-keys.ts";

/**
 * Finds keys by their secret. One that was found stays known for five seconds and, while it is used, is looked up again
 * before they are over: a busy caller never waits for the database. A revoked key is told to every process at once and
 * forgotten there; a process that hears nothing learns it from the next look, so five seconds bound it in any case.
 */
export function createApiKeyDirectory(db: Pick<Database, "service" | "sql">, mode: KeyMode): ApiKeyDirectory {
  const known = new KnownKeys(MOST_KNOWN);
  const used = new Map<string, Date>();
  const lookups = new Map<string, Promise<Key | null>>();

  async function find(secret: string): Promise<Key | null> {
    if (!isSecretOf(secret, mode)) return null;
    const index = hash("sha256", secret, "hex");
    const found = known.get(index) ?? (await lookUpOnce(index));
    if (found !== null) used.set(found.keyId, new Date());
    return found;
  }

  /** Many requests that come with one unknown key ask for it together. */
  function lookUpOnce(index: string): Promise<Key | null> {
    const underWay = lookups.get(index);
    if (underWay !== undefined) return underWay;
    const lookup = lookUp([index])
      .then(() => known.get(index))
      .finally(() => lookups.delete(index));
    lookups.set(index, lookup);
    return lookup;
  }

  async function lookUp(indexes: readonly string[]): Promise<void> {
    const look = known.beginLook();
    const rows = await readApiKeysByHash(db.service, indexes);
    // A key that was revoked while it was read may have been read as it was before: it is read again.
    if (!known.note(look, indexes, rows)) await lookUp(indexes);
  }

  async function noteUses(): Promise<void> {
    if (used.size === 0) return;
    const uses = [...used].map(([id, usedAt]) => ({ id, usedAt }));
    used.clear();
    await touchApiKeys(db.service, uses);
  }

  async function lookAgain(): Promise<void> {
    const indexes = known.takeUsed();
    if (indexes.length > 0) await lookUp(indexes);
  }

  // When a key was last used is a hint for its owner; losing one is no harm, failing a request for it would be.
  const notes = setInterval(() => void noteUses().catch(() => undefined), NOTE_EVERY_MILLISECONDS).unref();
  // While the database is away a known key lives out its five seconds, and then its callers hear that it is away.
  const looks = setInterval(() => void lookAgain().catch(() => undefined), LOOK_EVERY_MILLISECONDS).unref();
  const watch = watchRevokedKeys(db.sql, {
    onRevoked: (keyId) => known.forget(keyId),
    onListening: () => known.forgetAll(),
  });

  return {
    find,
    forget: (keyId) => known.forget(keyId),
    async close() {
      clearInterval(notes);
      clearInterval(looks);
      watch.stop();
      await noteUses().catch(() => undefined);
    },
  };
}

export type ApiKeyDirectory = {
  readonly find: (secret: string) => Promise<Key | null>;
  /** Must be called when a key was revoked here: nothing is waited for. */
  readonly forget: (keyId: string) => void;
  readonly close: () => Promise<void>;
};

const LOOK_EVERY_MILLISECONDS = 2_000;
const NOTE_EVERY_MILLISECONDS = 5_000;
const MOST_KNOWN = 10_000;
