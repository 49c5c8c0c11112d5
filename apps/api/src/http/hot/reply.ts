/** What a call came to, before its head is written. */
export type Reply = {
  readonly status: number;
  readonly headers: Iterable<readonly [name: string, value: string]>;
  readonly body: string;
  /** Of single calls of a batch: the request itself did not fail. */
  readonly failures: readonly { readonly error: unknown; readonly route: string }[];
};
