/** Tells who is interested that a business's balance moved. Only hints: they may be lost, repeated or late. */
export type LiveFeed = {
  /** After a commit: this business now has this version. Never waits, never fails. */
  publish(businessId: string, version: bigint): void;
  /**
   * First at once, then whenever the balance may have moved, and from time to time in any case. Ends with the signal or
   * after ten minutes; a caller who wants more comes back and is authorised anew. Null when too many follow already.
   */
  follow(businessId: string, signal: AbortSignal): AsyncIterable<Hint> | null;
  /**
   * A look that many take at once, by its name: whoever asks while one is under way shares the next one, which begins after
   * it was asked for.
   */
  together<Result>(name: string, look: () => Promise<Result>): Promise<Result>;
  /** Told of every hint of every business that this process hears of, its own and those of others. Answers how to stop. */
  hear(listener: (businessId: string) => void): () => void;
  close(): Promise<void>;
};

/** `version` null: look, whatever you have. */
export type Hint = { readonly version: bigint | null };
