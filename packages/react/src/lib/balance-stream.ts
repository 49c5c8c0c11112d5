import type { AppRouter } from "@farebox/api";
import type { TRPCClient } from "@trpc/client";
import type { Account } from "./business.ts";
import { isRetryable } from "./problem.ts";
import { type StreamHandlers, shareStream } from "./shared-stream.ts";
import type { Outputs } from "./trpc.ts";

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 15_000;

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

/**
 * Watches until it is left. A server that stops says goodbye, and one that starts answers with a refusal: both end tRPC's
 * stream for good, so another one is opened, ever less often, unless the answer was a *no*.
 */
function watchBalance(
  client: TRPCClient<AppRouter>,
  businessId: string,
  { onValue, onConnected }: StreamHandlers<Balance>,
): () => void {
  let waitMs = FIRST_WAIT_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let close: () => void = () => undefined;
  const open = () => {
    const reopen = () => {
      onConnected(false);
      clearTimeout(timer);
      timer = setTimeout(open, waitMs);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    };
    const subscription = client.balance.watch.subscribe(
      { businessId },
      {
        onData: (event) => {
          waitMs = FIRST_WAIT_MS;
          onValue(event.data);
        },
        // tRPC calls a stream "pending" when it is connected and waits for the next event.
        onConnectionStateChange: ({ state }) => onConnected(state === "pending"),
        onComplete: reopen,
        onError: (error) => (isRetryable(error) ? reopen() : onConnected(false)),
      },
    );
    close = () => subscription.unsubscribe();
  };
  open();
  return () => {
    clearTimeout(timer);
    close();
  };
}
