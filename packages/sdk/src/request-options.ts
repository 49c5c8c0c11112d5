/** For one request. */
export type RequestOptions = {
  /** Ends the waiting: the request fails with `aborted`. What reached the server may have happened. */
  readonly signal?: AbortSignal | undefined;
  /** For all attempts together; instead of `totalTimeoutMs`. */
  readonly timeoutMs?: number | undefined;
  /** The business it is about, for keys of the whole installation; instead of `businessId`. */
  readonly businessId?: string | undefined;
};
