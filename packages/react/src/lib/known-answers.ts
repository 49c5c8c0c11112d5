import type { QueryClient } from "@tanstack/react-query";
import { getQueryKey } from "@trpc/react-query";
import { trpc } from "./trpc.ts";
import type { Known } from "./trpc-client.ts";

/** What the page shows first of all. */
const FIRST = [trpc.balance.get, trpc.balance.forecast];

/** Puts what is known of a business into its cache, before anything is drawn from that. */
export function fillWithKnown(queries: QueryClient, known: (procedure: string) => Known | null): void {
  for (const procedure of FIRST) {
    const key = getQueryKey(procedure, undefined, "query");
    const answer = known(key[0].join("."));
    if (answer !== null) queries.setQueryData(key, answer.data, { updatedAt: answer.at });
  }
}
