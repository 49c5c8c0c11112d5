/** One line of a trace: something that was used, by whom and when. */
export type TraceEvent = {
  /** Line of the file it was read from; the header is line 1. */
  readonly line: number;
  /** Makes sending it again harmless: the ledger knows each key of a business once. */
  readonly key: string;
  readonly occurredAtMs: number;
  readonly business: string;
  readonly service: string;
  /** In base units of the service. */
  readonly quantity: number;
  readonly unit: string;
  readonly agentId: string | null;
  readonly ref: string | null;
};

/** What is wrong with one line of a trace. */
export type Problem = { readonly line: number; readonly reason: string };
