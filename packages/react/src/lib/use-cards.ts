import { type Outputs, trpc } from "./trpc.ts";

export type Card = Outputs["paymentMethods"]["list"]["items"][number];

/** Saved cards. They come from the payment provider, so nothing else waits for them. */
export function useCards() {
  const query = trpc.paymentMethods.list.useQuery(undefined, {
    staleTime: 5 * 60_000,
    retry: 1,
    trpc: { context: { alone: true } },
  });
  const cards = query.data?.items ?? null;
  return {
    cards,
    defaultCard: cards?.find(({ isDefault }) => isDefault) ?? null,
    isPending: query.isPending,
    error: query.isError && query.data === undefined ? query.error : null,
    retry: () => void query.refetch(),
  };
}

/** Leads to the page that saves a card. */
export function useSetUpCard() {
  return trpc.paymentMethods.setUp.useMutation();
}

/** Leads to the payment provider's own pages: cards, billing address, tax id. */
export function usePortal() {
  return trpc.portal.create.useMutation();
}
