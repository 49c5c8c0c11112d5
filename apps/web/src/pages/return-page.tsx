import { useNavigate, useSearch } from "@tanstack/react-router";
import { ReturnSection } from "../features/purchases/return-section.tsx";
import { useBusiness } from "../lib/business.ts";

/** `/dashboard/billing/return?purchase=…`: back from paying, above the billing page. */
export function ReturnPage() {
  const { timeZone } = useBusiness();
  const search = useSearch({ from: "/dashboard/billing/return" });
  const navigate = useNavigate();
  const close = () =>
    void navigate({
      to: "/dashboard/billing",
      search: ({ purchase: _purchase, subscribed: _subscribed, card: _card, canceled: _canceled, ...rest }) => rest,
      replace: true,
      resetScroll: false,
    });
  return <ReturnSection search={search} timeZone={search.tz ?? timeZone} onClose={close} />;
}
