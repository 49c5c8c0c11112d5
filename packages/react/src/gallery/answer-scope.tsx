import { QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient } from "@trpc/client";
import { getQueryKey } from "@trpc/react-query";
import { type ReactNode, useState } from "react";
import { type Business, BusinessProvider } from "../lib/business.ts";
import { createQueryClient } from "../lib/query-client.ts";
import { type Outputs, trpc } from "../lib/trpc.ts";
import { type Answers, answerLink } from "./answers.ts";

/** Everything the sections of a state stand in: one business, and answers from a table. */
export function AnswerScope({
  business,
  answers,
  isConnected,
  known,
  children,
}: {
  business: Business;
  answers: Answers;
  isConnected: boolean;
  /** The balance as it was received before. */
  known: { readonly balance: Outputs["balance"]["get"]; readonly ageMs: number } | null;
  children: ReactNode;
}) {
  const [client] = useState(() => createTRPCClient({ links: [answerLink(answers, isConnected)] }));
  const [queryClient] = useState(() => {
    const cache = createQueryClient({ scope: business.id, onSignedOut: () => undefined });
    if (known !== null) {
      const updatedAt = Date.now() - known.ageMs;
      cache.setQueryData(getQueryKey(trpc.balance.get, undefined, "query"), known.balance, { updatedAt });
    }
    return cache;
  });
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <BusinessProvider
          value={{ account: { userId: "gallery", email: "ada@example.test", businesses: [business] }, business }}
        >
          {children}
        </BusinessProvider>
      </QueryClientProvider>
    </trpc.Provider>
  );
}
