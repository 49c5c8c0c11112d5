/** Calls in one tRPC request. */
export const MOST_CALLS = 20;
