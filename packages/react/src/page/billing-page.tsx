import { Suspense, startTransition, useCallback, useState } from "react";
import { BalanceSection } from "../features/balance/balance-section.tsx";
import { type BillingAddress, BillingAddressProvider } from "../lib/billing-address.tsx";
import { useBusiness } from "../lib/business.ts";
import type { OnCommand } from "../lib/commands.ts";
import { figureSettled } from "../lib/first-figure.ts";
import { goToSection } from "../lib/go-to-section.ts";
import { lazyPart } from "../lib/lazy-part.ts";
import { readPreference } from "../lib/preferences.ts";
import { useShortcuts } from "../lib/shortcuts.ts";
import { strings } from "../lib/strings.ts";
import { useAnchor } from "../lib/use-anchor.ts";
import { useSame } from "../lib/use-same.ts";
import { SectionNav } from "./section-nav.tsx";
import { ZonePicker } from "./zone-picker.tsx";

// The balance comes first: neither the code nor the queries of what stands below it may be in its way.
const BannerSection = lazyPart(() => import("../features/banner/banner-section.tsx"));
const PageCommands = lazyPart(() => import("./page-commands.tsx"));
const BelowBalance = lazyPart(() => import("./below-balance.tsx"));
const PhoneBar = lazyPart(() => import("../features/balance/phone-bar.tsx"));
const ReceiptSection = lazyPart(() => import("../features/history/receipt-section.tsx"));
const ReturnSection = lazyPart(() => import("../features/purchases/return-section.tsx"));

/** The billing page of the business above it: what there is, what spends it, at which price, and the proof. */
export function BillingPage({
  address,
  onCommand,
}: {
  address: BillingAddress;
  /** Of a host with a command palette of its own: asked to open it, with what this page can do. Without it the page has its own. */
  onCommand?: OnCommand;
}) {
  const { id: businessId, timeZone: businessZone } = useBusiness();
  const { search, change, receiptId, cameBack } = address;
  const timeZone = search.tz ?? businessZone;
  const [isBalanceSettled, setBalanceSettled] = useState(false);
  const settleBalance = useCallback(() => {
    figureSettled();
    // In slices: nobody who scrolls or types meanwhile waits for all of it.
    startTransition(() => setBalanceSettled(true));
  }, []);
  useShortcuts(SHORTCUTS);
  useAnchor();
  const onSearch = useSame(change);
  const showAgent = useSame((agent: string) => {
    change({ agent });
    goToSection("history");
  });
  return (
    <BillingAddressProvider value={address}>
      <div className="farebox">
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
            onChange={(zone) => change({ tz: zone === businessZone ? undefined : zone })}
          />
        </div>
        <Suspense fallback={<BannerRoom businessId={businessId} />}>
          {isBalanceSettled ? <BannerSection timeZone={timeZone} /> : <BannerRoom businessId={businessId} />}
        </Suspense>
        <Suspense>
          {cameBack !== null && <ReturnSection search={cameBack} timeZone={timeZone} onClose={address.closeReturn} />}
          {receiptId !== null && (
            <ReceiptSection
              id={receiptId}
              search={search}
              timeZone={timeZone}
              onOpen={address.openReceipt}
              onClose={address.closeReceipt}
            />
          )}
        </Suspense>
        <BalanceSection timeZone={timeZone} onSettled={settleBalance} />
        {isBalanceSettled && (
          <Suspense>
            <BelowBalance
              search={search}
              timeZone={timeZone}
              openId={receiptId}
              onSearch={onSearch}
              onAgent={showAgent}
            />
            <PhoneBar />
            <PageCommands onCommand={onCommand} />
          </Suspense>
        )}
      </div>
    </BillingAddressProvider>
  );
}

/** The place of a banner that was there the last time: the balance does not move when it comes back. */
function BannerRoom({ businessId }: { businessId: string }) {
  return readPreference(`banner.${businessId}`) === "kept" ? <div className="mb-4 min-h-12" /> : null;
}

const SHORTCUTS = {
  a: () => goToSection("tokens"),
  u: () => goToSection("usage"),
  p: () => goToSection("plan"),
  h: () => goToSection("history"),
};
