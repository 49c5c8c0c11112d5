import { lazy, Suspense } from "react";
import { RatesSection } from "../features/rates/rates-section.tsx";
import { AgentsSection } from "../features/usage/agents-section.tsx";
import { UsageSection } from "../features/usage/usage-section.tsx";
import type { BillingSearch, SearchPatch } from "../lib/billing-search.ts";

const PlansSection = lazy(() => import("../features/plans/plans-section.tsx"));
const PackagesSection = lazy(() => import("../features/packages/packages-section.tsx"));
const TopUpSection = lazy(() => import("../features/automatic/top-up-section.tsx"));
const PaymentSection = lazy(() => import("../features/payment/payment-section.tsx"));
const CapsSection = lazy(() => import("../features/caps/caps-section.tsx"));
const HistorySection = lazy(() => import("../features/history/history-section.tsx"));

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
        <TopUpSection timeZone={timeZone} />
        <CapsSection />
        <HistorySection search={search} timeZone={timeZone} openId={openId} onSearch={onSearch} />
        <PaymentSection timeZone={timeZone} />
      </Suspense>
    </>
  );
}
