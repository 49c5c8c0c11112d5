import { type BillingAddress, parseReturnSearch, type ReturnSearch } from "@farebox/react";
import { useBusiness } from "@farebox/react/lib/business.ts";
import { useLocation, useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

/** The billing page's address, kept by our router. */
export function useRouterAddress(): BillingAddress {
  const search = useSearch({ from: "/dashboard/billing" });
  const { transactionId = null } = useParams({ strict: false });
  const isReturn = useLocation({ select: ({ pathname }) => pathname === RETURN });
  const returnSearch = useSearch({ strict: false, structuralSharing: true });
  const { id: businessId } = useBusiness();
  const navigate = useNavigate();
  const router = useRouter();
  const holdBack = useCallback(
    (question: string) =>
      router.history.block({
        blockerFn: ({ currentLocation, nextLocation }) =>
          !isSamePage(currentLocation.href, nextLocation.href) && !window.confirm(question),
        // The page asks by itself before the window is left.
        enableBeforeUnload: false,
      }),
    [router],
  );
  const toReceipt = (to: string) =>
    ({
      to: "/dashboard/billing/transactions/$transactionId",
      params: { transactionId: to },
      search: (current: object) => current,
    }) as const;
  const toReturn = (next: ReturnSearch) =>
    ({ to: RETURN, search: (current: object) => ({ ...current, ...next }) }) as const;
  // A history has a link in every row, and the router takes its time for each.
  const anyReceipt = router.buildLocation(toReceipt(SOME_ID)).href;
  const receiptHref = useCallback((id: string) => anyReceipt.replace(SOME_ID, encodeURIComponent(id)), [anyReceipt]);
  return {
    search,
    change: (patch) =>
      void navigate({
        to: ".",
        // Undefined takes a part out of the address; the router's types know only parts that are there.
        search: (current) => ({ ...current, ...patch }) as typeof current,
        replace: true,
        resetScroll: false,
      }),
    receiptId: transactionId,
    receiptHref,
    openReceipt: (id) => void navigate({ ...toReceipt(id), replace: transactionId !== null, resetScroll: false }),
    closeReceipt: () => void navigate({ to: "/dashboard/billing", search: (current) => current, resetScroll: false }),
    cameBack: isReturn ? parseReturnSearch(returnSearch) : null,
    returnPath: `${RETURN}?business=${businessId}`,
    returnHref: (next) => router.buildLocation(toReturn(next)).href,
    openReturn: (next) => void navigate(toReturn(next)),
    closeReturn: () =>
      void navigate({
        to: "/dashboard/billing",
        search: ({
          purchase: _purchase,
          subscribed: _subscribed,
          card: _card,
          canceled: _canceled,
          ...rest
        }: Record<string, unknown>) => rest,
        replace: true,
        resetScroll: false,
      }),
    holdBack,
  };
}

/** A receipt over the page, and the way back from one, leave it standing; another business does not. */
function isSamePage(from: string, to: string): boolean {
  const [left, right] = [from, to].map((href) => new URL(href, window.location.origin));
  const isBilling = right?.pathname.startsWith(BILLING) === true && left?.pathname.startsWith(BILLING) === true;
  return isBilling && left?.searchParams.get("business") === right?.searchParams.get("business");
}

/** Stands where the entry does in the address of a receipt. */
const SOME_ID = "some-receipt";

const BILLING = "/dashboard/billing";

const RETURN = "/dashboard/billing/return";
