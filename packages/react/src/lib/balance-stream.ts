import type { AppRouter } from "@farebox/api";
import type { TRPCClient } from "@trpc/client";
import type { Account } from "./business.ts";
import { type StreamHandlers, shareStream } from "./shared-stream.ts";
import type { Outputs } from "./trpc.ts";

export type Balance = Outputs["balance"]["get"];

/** Joins the one stream of the business's balance that the browser's tabs share. Answers how to leave. */
export function joinBalanceStream(
  { client, businessId, account }: { client: TRPCClient<AppRouter>; businessId: string; account: Account },
  handlers: StreamHandlers<Balance>,
): () => void {
  return shareStream<Balance>({
    // Names the person too: after another one signs in, an old tab must not hear their stream.
    name: `farebox-balance:${account.userId}:${businessId}`,
    open: (opened) => watchBalance(client, businessId, opened),
    handlers,
  });
}

function watchBalance(
  client: TRPCClient<AppRouter>,
  businessId: string,
  { onValue, onConnected }: StreamHandlers<Balance>,
): () => void {
  const subscription = client.balance.watch.subscribe(
    { businessId },
    {
      onData: (event) => onValue(event.data),
      // tRPC calls a stream "pending" when it is connected and waits for the next event.
      onConnectionStateChange: ({ state }) => onConnected(state === "pending"),
      onStopped: () => onConnected(false),
      onError: () => onConnected(false),
    },
  );
  return () => subscription.unsubscribe();
}
