import { Button } from "@farebox/react/components/button.tsx";
import { type Account, type Business, BusinessProvider } from "@farebox/react/lib/business.ts";
import { BusinessScope } from "@farebox/react/lib/business-scope.tsx";
import { readPreference, writePreference } from "@farebox/react/lib/preferences.ts";
import { useShortcuts } from "@farebox/react/lib/shortcuts.ts";
import { strings } from "@farebox/react/lib/strings.ts";
import { Outlet, useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { RedirectOnce } from "../components/redirect-once.tsx";
import { chooseBusiness } from "../features/account/choose-business.ts";
import { useMe, useRefreshMe } from "../features/account/use-me.ts";
import { Header } from "../features/shell/header.tsx";
import { MessagePage } from "../features/shell/message-page.tsx";
import { ShellSkeleton } from "../features/shell/shell-skeleton.tsx";

const ShortcutSheet = lazy(() => import("../features/shell/shortcut-sheet.tsx"));
const words = strings.shell;

const toSignIn = (here: string) => ({ to: "/sign-in", search: { redirect: here } }) as const;
const toBusiness = (business: string) =>
  ({ to: ".", search: (current: object) => ({ ...current, business }) }) as const;
const toNewBusiness = () => ({ to: "/new-business" }) as const;

/** Everything behind the sign-in: knows the person, settles on one business, and gives its pages a scope of their own. */
export function DashboardLayout() {
  const me = useMe();
  const { business: named } = useSearch({ strict: false });
  if (me.isSignedOut) return <RedirectOnce to={toSignIn} />;
  if (me.hasFailed && me.data === undefined) {
    return (
      <MessagePage title={words.sessionFailed} hint={words.sessionFailedHint}>
        <Button onClick={() => void me.refetch()}>{words.retry}</Button>
      </MessagePage>
    );
  }
  if (me.data === undefined) return <ShellSkeleton />;
  const chosen = chooseBusiness(me.data.businesses, { named, remembered: readPreference("business") });
  if (chosen === "none") return <RedirectOnce to={toNewBusiness} />;
  if (chosen === "missing") return <MessagePage title={words.businessMissing} hint={words.businessMissingHint} />;
  if (named === undefined && me.data.businesses.length > 1) {
    // With several businesses the address says which: going back goes back, and tabs do not follow each other.
    return <RedirectOnce to={() => toBusiness(chosen.id)} />;
  }
  return <Scoped key={chosen.id} account={me.data} business={chosen} isSandbox={me.data.installation.isSandbox} />;
}

function Scoped({ account, business, isSandbox }: { account: Account; business: Business; isSandbox: boolean }) {
  const navigate = useNavigate();
  const refreshMe = useRefreshMe();
  const [isHelpOpen, setHelpOpen] = useState(false);
  useEffect(() => writePreference("business", business.id), [business.id]);
  useShortcuts({ "?": () => setHelpOpen(true) });

  const onSwitch = (next: string) => {
    if (next === business.id) return;
    writePreference("business", next);
    // The rest of the address belongs to the business that is left: its agents, its entries.
    void navigate({ to: "/dashboard/billing", search: { business: next } });
  };
  return (
    <BusinessScope businessId={business.id} onSignedOut={() => void refreshMe()}>
      <BusinessProvider value={{ account, business }}>
        <a href="#content" className={SKIP_LINK}>
          {words.skipToContent}
        </a>
        <Header
          account={account}
          business={business}
          isSandbox={isSandbox}
          onSwitch={onSwitch}
          onHelp={() => setHelpOpen(true)}
        />
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-[1168px] px-6 pb-16 focus:outline-none max-sm:px-4"
        >
          <Outlet />
        </main>
        {isHelpOpen && (
          <Suspense>
            <ShortcutSheet onClose={() => setHelpOpen(false)} />
          </Suspense>
        )}
      </BusinessProvider>
    </BusinessScope>
  );
}

const SKIP_LINK =
  "sr-only focus:not-sr-only focus:fixed focus:inset-s-2 focus:top-2 focus:z-20 focus:rounded-control focus:border focus:border-line-strong focus:bg-surface focus:px-3 focus:py-2";
