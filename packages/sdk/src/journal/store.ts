import type { Entry } from "./entry.ts";

/** Where entries are kept until they are done. */
export type Store = {
  /** Answers once the entry is safe. */
  readonly put: (entry: Entry) => Promise<void>;
  /** Forgets entries. Lost in a crash it does no harm: they are delivered again, under the same keys. */
  readonly remove: (ids: readonly string[]) => void;
  readonly close: () => Promise<void>;
};

export const MEMORY_STORE: Store = {
  put: () => Promise.resolve(),
  remove: () => undefined,
  close: () => Promise.resolve(),
};
