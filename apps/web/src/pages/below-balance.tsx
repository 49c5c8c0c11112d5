import { lazy, Suspense } from "react";
import { RatesSection } from "../features/rates/rates-section.tsx";
import { AgentsSection } from "../features/usage/agents-section.tsx";
import { UsageSection } from "../features/usage/usage-section.tsx";
import type { BillingSearch, SearchPatch } from "../lib/billing-search.ts";

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
        <CapsSection />
        <HistorySection search={search} timeZone={timeZone} openId={openId} onSearch={onSearch} />
      </Suspense>
    </>
  );
}
