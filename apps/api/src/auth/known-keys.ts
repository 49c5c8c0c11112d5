import type { StoredApiKey } from "@farebox/db/access";
import { type Key, SCOPES, type Scope } from "./caller.ts";

/** Keys that were looked up a moment ago, by the hash of their secret. Bounded: the one unused for longest makes room. */
export class KnownKeys {
  readonly #known = new Map<string, Known>();
  readonly #capacity: number;
  #forgotten = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(index: string): Key | null {
    const known = this.#known.get(index);
    if (known === undefined || performance.now() >= known.until) return null;
    if (known.expiresAt !== null && Date.now() >= known.expiresAt) return null;
    known.isUsed = true;
    return known.key;
  }

  /** Before keys are read. */
  beginLook(): Look {
    return { forgotten: this.#forgotten, until: performance.now() + KNOWN_MILLISECONDS };
  }

  /** What was read of these. False when something was revoked meanwhile: then nothing of it counts. */
  note(look: Look, indexes: readonly string[], rows: readonly (StoredApiKey & { readonly hash: string })[]): boolean {
    if (look.forgotten !== this.#forgotten) return false;
    for (const index of indexes) this.#known.delete(index);
    for (const row of rows) {
      if (row.revokedAt !== null) continue;
      const expiresAt = row.expiresAt?.getTime() ?? null;
      this.#known.set(row.hash, { key: toKey(row), expiresAt, until: look.until, isUsed: false });
    }
    this.#makeRoom();
    return true;
  }

  forget(keyId: string): void {
    this.#forgotten += 1;
    for (const [index, { key }] of this.#known) if (key.keyId === keyId) this.#known.delete(index);
  }

  forgetAll(): void {
    this.#forgotten += 1;
    this.#known.clear();
  }

  /** Those that somebody used since they were looked up; the others go when their time is over. */
  takeUsed(): string[] {
    const now = performance.now();
    const used: string[] = [];
    for (const [index, known] of this.#known) {
      if (known.isUsed) used.push(index);
      else if (now >= known.until) this.#known.delete(index);
    }
    return used;
  }

  /** Looked up again, a key goes to the end, so those at the beginning were not used for longest. */
  #makeRoom(): void {
    for (const index of this.#known.keys()) {
      if (this.#known.size <= this.#capacity) return;
      this.#known.delete(index);
    }
  }
}

export type Look = { readonly forgotten: number; readonly until: number };

type Known = {
  readonly key: Key;
  readonly expiresAt: number | null;
  /** Counted from before it was read. */
  readonly until: number;
  isUsed: boolean;
};

const KNOWN_MILLISECONDS = 5_000;

function toKey(stored: StoredApiKey): Key {
  const scopes = new Set<Scope>(SCOPES.filter((scope) => stored.scopes.includes(scope)));
  return { kind: "key", keyId: stored.id, businessId: stored.businessId, scopes };
}
