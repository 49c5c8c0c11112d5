import type { AppRouter } from "@farebox/api";
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
} from "@trpc/client";

const url = "/api/trpc";

/** A client that names one business on every request, for as long as it lives. Without one: for what belongs to the person. */
export function createClient(businessId: string | null): TRPCClient<AppRouter> {
  const headers = businessId === null ? {} : { "farebox-business": businessId };
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        // An event stream cannot carry headers: its input names the business, the cookie the person.
        true: httpSubscriptionLink({ url }),
        false: splitLink({
          condition: (operation) => operation.context["alone"] === true,
          // What the reader waits for first does not wait for the slowest of a batch.
          true: httpLink({ url, headers }),
          false: httpBatchLink({ url, headers, maxItems: 10 }),
        }),
      }),
    ],
  });
}
