import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { fillWithKnown } from "./known-answers.ts";
import { createQueryClient } from "./query-client.ts";
import { trpc } from "./trpc.ts";
import { type Connection, createClient } from "./trpc-client.ts";

/**
 * A cache and a client of their own for one business, or for the person (null). Mount it with the business as its key: a
 * switch then drops the old cache, and an answer that is still on its way can only land in the dropped one.
 */
export function BusinessScope({
  businessId,
  connection,
  onSignedOut,
  children,
}: {
  businessId: string | null;
  connection?: Connection;
  onSignedOut: () => void;
  children: ReactNode;
}) {
  const [queryClient] = useState(() => {
    const made = createQueryClient({ scope: businessId ?? "person", onSignedOut });
    if (businessId !== null) fillWithKnown(made, (procedure) => connection?.known?.(procedure, businessId) ?? null);
    return made;
  });
  const [client] = useState(() => createClient(businessId, connection));
  useEffect(() => () => queryClient.clear(), [queryClient]);
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </trpc.Provider>
  );
}
