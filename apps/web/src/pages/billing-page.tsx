import { Outlet, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useState } from "react";
import { BalanceSection } from "../features/balance/balance-section.tsx";
import type { SearchPatch } from "../lib/billing-search.ts";
import { useBusiness } from "../lib/business.ts";
import { figureSettled } from "../lib/first-figure.ts";
import { goToSection } from "../lib/go-to-section.ts";
import { useShortcuts } from "../lib/shortcuts.ts";
import { strings } from "../lib/strings.ts";
import { useTitle } from "../lib/use-title.ts";
import { SectionNav } from "./section-nav.tsx";
import { ZonePicker } from "./zone-picker.tsx";

// The balance comes first: neither the code nor the queries of what stands below it may be in its way.
const BelowBalance = lazy(() => import("./below-balance.tsx"));

/** `/dashboard/billing`: what there is, what spends it, at which price, and the proof. */
export function BillingPage() {
  const { timeZone: businessZone } = useBusiness();
  const search = useSearch({ from: "/dashboard/billing" });
  const { transactionId = null } = useParams({ strict: false });
  const navigate = useNavigate();
  const timeZone = search.tz ?? businessZone;
  const [isBalanceSettled, setBalanceSettled] = useState(false);
  const settleBalance = useCallback(() => {
    figureSettled();
    setBalanceSettled(true);
  }, []);
  useTitle(strings.shell.billing);
  useShortcuts({
    u: () => goToSection("usage"),
    h: () => goToSection("history"),
    U: () => goToSection("usage"),
    H: () => goToSection("history"),
  });
  const onSearch = (patch: SearchPatch) => {
    void navigate({
      to: ".",
      // Undefined takes a part out of the address; the router's types know only parts that are there.
      search: (current) => ({ ...current, ...patch }) as typeof current,
      replace: true,
      resetScroll: false,
    });
  };
  const showAgent = (agent: string) => {
    onSearch({ agent });
    goToSection("history");
  };
  return (
    <>
      <SectionNav />
      <a
        href="#usage"
        className="sr-only focus:not-sr-only focus:absolute focus:z-20 focus:bg-surface focus:px-3 focus:py-2"
      >
        {strings.shell.skipToUsage}
      </a>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2 pt-8 pb-6 max-sm:pt-6 max-sm:pb-4">
        <h1 className="text-page font-semibold max-sm:text-[24px]">{strings.shell.billing}</h1>
        <ZonePicker
          timeZone={timeZone}
          businessZone={businessZone}
          onChange={(zone) => onSearch({ tz: zone === businessZone ? undefined : zone })}
        />
      </div>
      <BalanceSection timeZone={timeZone} onSettled={settleBalance} />
      {isBalanceSettled && (
        <Suspense>
          <BelowBalance
            search={search}
            timeZone={timeZone}
            openId={transactionId}
            onSearch={onSearch}
            onAgent={showAgent}
          />
        </Suspense>
      )}
      <Outlet />
    </>
  );
}
