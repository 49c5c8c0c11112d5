import { lazy, Suspense } from "react";
import { RatesSection } from "../features/rates/rates-section.tsx";
import { AgentsSection } from "../features/usage/agents-section.tsx";
import { UsageSection } from "../features/usage/usage-section.tsx";
import type { BillingSearch, SearchPatch } from "../lib/billing-search.ts";
import { loadPatiently } from "../lib/lazy-part.ts";

// All asked for at once: one after the other they would hold each other up.
const code = {
  history: loadPatiently(() => import("../features/history/history-section.tsx")),
  plans: loadPatiently(() => import("../features/plans/plans-section.tsx")),
  packages: loadPatiently(() => import("../features/packages/packages-section.tsx")),
  automatic: loadPatiently(() => import("../features/automatic/automatic-section.tsx")),
  payment: loadPatiently(() => import("../features/payment/payment-section.tsx")),
};
const HistorySection = lazy(() => code.history);
const PlansSection = lazy(() => code.plans);
const PackagesSection = lazy(() => code.packages);
const AutomaticSection = lazy(() => code.automatic);
const PaymentSection = lazy(() => code.payment);

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
  return (
    <>
      <UsageSection search={search} timeZone={timeZone} onSearch={onSearch} />
      <AgentsSection search={search} timeZone={timeZone} onAgent={onAgent} />
      <RatesSection timeZone={timeZone} />
      <Suspense>
        <PlansSection timeZone={timeZone} />
        <PackagesSection timeZone={timeZone} />
        <AutomaticSection timeZone={timeZone} />
        <HistorySection search={search} timeZone={timeZone} openId={openId} onSearch={onSearch} />
        <PaymentSection timeZone={timeZone} />
      </Suspense>
    </>
  );
}
