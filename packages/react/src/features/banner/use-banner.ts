import { usePreference } from "../../lib/preferences.ts";
import { trpc } from "../../lib/trpc.ts";
import { useCards } from "../../lib/use-cards.ts";
import { useSubscription } from "../../lib/use-subscription.ts";

/** What may need attention. The open invoice is asked for only when a payment failed. */
export function useBannerFacts() {
  const { subscription } = useSubscription();
  const topUp = trpc.autoTopUp.get.useQuery(undefined, { staleTime: Number.POSITIVE_INFINITY });
  const { cards } = useCards();
  const isOverdue = subscription?.status === "past_due" || subscription?.status === "unpaid";
  const invoices = trpc.invoices.list.useQuery(
    { limit: 12 },
    { enabled: isOverdue, retry: 1, trpc: { context: { alone: true } } },
  );
  const open = invoices.data?.items.find(({ status }) => status === "open");
  return {
    facts:
      subscription === null
        ? null
        : { subscription, topUp: topUp.data ?? null, cards: cards ?? [], due: open?.amountDue ?? null },
    payUrl: open?.url ?? null,
  };
}

/** Whether there was a banner the last time: its place is then kept, so that the page does not move when it comes back. */
export function useBannerPlace(businessId: string): [isKept: boolean, keep: (isKept: boolean) => void] {
  const [kept, keep] = usePreference(`banner.${businessId}`, "");
  return [kept === "kept", (isKept) => keep(isKept ? "kept" : "")];
}
