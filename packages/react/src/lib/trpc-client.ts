import type { AppRouter } from "@farebox/api";
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
} from "@trpc/client";

/** Where the API is, and what to send along. Streams cannot carry headers: without a session cookie the balance is asked for every 15 s. */
export type Connection = {
  /** Of the tRPC door; `/api/trpc` of this site unless said. */
  readonly url?: string;
  /** Asked before every request: `authorization: Bearer …` of a host that signs its people in itself. */
  readonly headers?: () => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** In place of the browser's own. */
  readonly fetch?: typeof fetch;
  /** What a procedure answered of a business before this code was there, if it did: it is shown at once, and asked for again when it is old. */
  readonly known?: (procedure: string, businessId: string) => Known | null;
};

/** `at` by this clock, in milliseconds. */
export type Known = { readonly data: unknown; readonly at: number };

/** A client that names one business on every request, for as long as it lives. Without one: for what belongs to the person. */
export function createClient(businessId: string | null, connection: Connection = {}): TRPCClient<AppRouter> {
  const url = connection.url ?? "/api/trpc";
  const named = businessId === null ? {} : { "farebox-business": businessId };
  const headers = async () => ({ ...(await connection.headers?.()), ...named });
  const ask = connection.fetch ?? fetch;
  const asked = {
    url,
    headers,
    fetch: (address: RequestInfo | URL, init?: object) => ask(address, init as RequestInit),
  };
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        // An event stream cannot carry headers: its input names the business, the cookie the person.
        true: httpSubscriptionLink({ url }),
        false: splitLink({
          condition: (operation) => operation.context["alone"] === true,
          // What the reader waits for first does not wait for the slowest of a batch.
          true: httpLink(asked),
          false: httpBatchLink({ ...asked, maxItems: 10 }),
        }),
      }),
    ],
  });
}
