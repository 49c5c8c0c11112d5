import { lazy, memo, Suspense } from "react";
import { RatesSection } from "../features/rates/rates-section.tsx";
import { AgentsSection } from "../features/usage/agents-section.tsx";
import { UsageSection } from "../features/usage/usage-section.tsx";
import type { BillingSearch, SearchPatch } from "../lib/billing-search.ts";
import { loadPatiently } from "../lib/lazy-part.ts";
import { useInTurn } from "../lib/use-in-turn.ts";

// All asked for at once: one after the other they would hold each other up.
const code = {
  history: loadPatiently(() => import("../features/history/history-section.tsx")),
  plans: loadPatiently(() => import("../features/plans/plans-section.tsx")),
  packages: loadPatiently(() => import("../features/packages/packages-section.tsx")),
  automatic: loadPatiently(() => import("../features/automatic/automatic-section.tsx")),
  payment: loadPatiently(() => import("../features/payment/payment-section.tsx")),
};
// A receipt that opens, and whatever else is none of their business, does not draw them anew.
const Usage = memo(UsageSection);
const Agents = memo(AgentsSection);
const Rates = memo(RatesSection);
const HistorySection = memo(lazy(() => code.history));
const PlansSection = memo(lazy(() => code.plans));
const PackagesSection = memo(lazy(() => code.packages));
const AutomaticSection = memo(lazy(() => code.automatic));
const PaymentSection = memo(lazy(() => code.payment));

const WITHOUT_CODE_OF_THEIR_OWN = 3;

/** The billing page below the balance. */
export default function BelowBalance({
  search,
  timeZone,
  openId,
  onSearch,
  onAgent,
}: {
  search: BillingSearch;
  timeZone: string;
  openId: string | null;
  onSearch: (patch: SearchPatch) => void;
  onAgent: (agentId: string) => void;
}) {
  const sections = [
    <Usage key="usage" search={search} timeZone={timeZone} onSearch={onSearch} />,
    <Agents key="agents" search={search} timeZone={timeZone} onAgent={onAgent} />,
    <Rates key="rates" timeZone={timeZone} />,
    <PlansSection key="plans" timeZone={timeZone} />,
    <PackagesSection key="packages" timeZone={timeZone} />,
    <AutomaticSection key="automatic" timeZone={timeZone} />,
    <HistorySection key="history" search={search} timeZone={timeZone} openId={openId} onSearch={onSearch} />,
    <PaymentSection key="payment" timeZone={timeZone} />,
  ];
  const drawn = useInTurn(sections.length, openId !== null || window.location.hash !== "");
  return (
    <>
      {sections.slice(0, Math.min(drawn, WITHOUT_CODE_OF_THEIR_OWN))}
      <Suspense>{sections.slice(WITHOUT_CODE_OF_THEIR_OWN, drawn)}</Suspense>
    </>
  );
}
