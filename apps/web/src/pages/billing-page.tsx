import { Outlet, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useState } from "react";
import { BalanceSection } from "../features/balance/balance-section.tsx";
import type { SearchPatch } from "../lib/billing-search.ts";
import { useBusiness } from "../lib/business.ts";
import { figureSettled } from "../lib/first-figure.ts";
import { goToSection } from "../lib/go-to-section.ts";
import { readPreference } from "../lib/preferences.ts";
import { useShortcuts } from "../lib/shortcuts.ts";
import { strings } from "../lib/strings.ts";
import { useTitle } from "../lib/use-title.ts";
import { SectionNav } from "./section-nav.tsx";
import { ZonePicker } from "./zone-picker.tsx";

// The balance comes first: neither the code nor the queries of what stands below it may be in its way.
const BannerSection = lazy(() => import("../features/banner/banner-section.tsx"));
const BelowBalance = lazy(() => import("./below-balance.tsx"));

/** `/dashboard/billing`: what there is, what spends it, at which price, and the proof. */
export function BillingPage() {
  const { id: businessId, timeZone: businessZone } = useBusiness();
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
  useShortcuts(SHORTCUTS);
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
      <Suspense fallback={<BannerRoom businessId={businessId} />}>
        {isBalanceSettled ? <BannerSection timeZone={timeZone} /> : <BannerRoom businessId={businessId} />}
      </Suspense>
      <Outlet />
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
    </>
  );
}

/** The place of a banner that was there the last time: the balance does not move when it comes back. */
function BannerRoom({ businessId }: { businessId: string }) {
  return readPreference(`banner.${businessId}`) === "kept" ? <div className="mb-4 min-h-12" /> : null;
}

const SECTION_KEYS = { a: "tokens", u: "usage", p: "plan", h: "history" } as const;

/** Either case: the keys work with caps lock too. */
const SHORTCUTS = Object.fromEntries(
  Object.entries(SECTION_KEYS).flatMap(([key, section]) =>
    [key, key.toUpperCase()].map((either) => [either, () => goToSection(section)]),
  ),
);
