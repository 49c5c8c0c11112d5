import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import ReceiptSection from "../features/history/receipt-section.tsx";
import { useBusiness } from "../lib/business.ts";

/** `/dashboard/billing/transactions/<id>`: a receipt over the billing page. */
export function ReceiptPage() {
  const { timeZone } = useBusiness();
  const search = useSearch({ from: "/dashboard/billing" });
  const { transactionId } = useParams({ from: "/dashboard/billing/transactions/$transactionId" });
  const navigate = useNavigate();
  return (
    <ReceiptSection
      id={transactionId}
      search={search}
      timeZone={search.tz ?? timeZone}
      onOpen={(next) =>
        void navigate({
          to: "/dashboard/billing/transactions/$transactionId",
          params: { transactionId: next },
          search: (current) => current,
          replace: true,
          resetScroll: false,
        })
      }
      onClose={() => void navigate({ to: "/dashboard/billing", search: (current) => current, resetScroll: false })}
    />
  );
}
