import { Button } from "@farebox/react/components/button.tsx";
import { type Business, BusinessProvider } from "@farebox/react/lib/business.ts";
import { BusinessScope } from "@farebox/react/lib/business-scope.tsx";
import type { Command } from "@farebox/react/lib/commands.ts";
import { laterPart, lazyPart } from "@farebox/react/lib/lazy-part.ts";
import { readPreference, writePreference } from "@farebox/react/lib/preferences.ts";
import { useShortcuts } from "@farebox/react/lib/shortcuts.ts";
import { strings } from "@farebox/react/lib/strings.ts";
import { useCommandKey } from "@farebox/react/lib/use-command-key.ts";
import { Outlet, useNavigate, useSearch } from "@tanstack/react-router";
import { Suspense, useEffect, useState } from "react";
import { RedirectOnce } from "../components/redirect-once.tsx";
import { chooseBusiness } from "../features/account/choose-business.ts";
import { type Me, useMe, useRefreshMe } from "../features/account/use-me.ts";
import { useViewedBusiness } from "../features/account/use-viewed-business.ts";
import { SandboxStrip } from "../features/sandbox/sandbox-strip.tsx";
import { Header } from "../features/shell/header.tsx";
import { MessagePage } from "../features/shell/message-page.tsx";
import { ShellSkeleton } from "../features/shell/shell-skeleton.tsx";
import { CONNECTION } from "../lib/early-answers.ts";
import { FrameProvider } from "../lib/frame.ts";
import { useFollowLanguage } from "../lib/use-language-choice.ts";

const NoticeBell = laterPart(() => import("../features/notices/notice-bell.tsx"));
const ShortcutSheet = lazyPart(() => import("../features/shell/shortcut-sheet.tsx"));
const FramePalette = lazyPart(() => import("../features/commands/frame-palette.tsx"));
const ViewingBanner = lazyPart(() => import("../features/operator/viewing-banner.tsx"));
const words = strings.shell;

const toSignIn = (here: string) => ({ to: "/sign-in", search: { redirect: here } }) as const;
const toSignInAgain = (here: string) => ({ to: "/sign-in", search: { redirect: here, done: "session" } }) as const;
const toBusiness = (business: string) =>
  ({ to: ".", search: (current: object) => ({ ...current, business }), hash: true }) as const;
const toNewBusiness = () => ({ to: "/new-business" }) as const;

/** Everything behind the sign-in: knows the person, settles on one business, and gives its pages a scope of their own. */
export function DashboardLayout() {
  const me = useMe();
  const { business: named } = useSearch({ strict: false });
  // Whoever was here already is told why they are asked again.
  const [wasHere, setWasHere] = useState(false);
  if (me.data !== undefined && !wasHere) setWasHere(true);
  if (me.isSignedOut) return <RedirectOnce to={wasHere ? toSignInAgain : toSignIn} />;
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
  if (chosen === "missing" && named !== undefined && me.data.isOperator)
    return <Viewed key={named} businessId={named} me={me.data} />;
  if (chosen === "missing") return <MessagePage title={words.businessMissing} hint={words.businessMissingHint} />;
  if (named === undefined && me.data.businesses.length > 1) {
    // With several businesses the address says which: going back goes back, and tabs do not follow each other.
    return <RedirectOnce to={() => toBusiness(chosen.id)} />;
  }
  return <Scoped key={chosen.id} me={me.data} business={chosen} isViewing={false} />;
}

function Viewed({ businessId, me }: { businessId: string; me: Me }) {
  const { business, isMissing, hasFailed, refetch } = useViewedBusiness(businessId);
  if (isMissing) return <MessagePage title={words.businessMissing} hint={words.businessMissingHint} />;
  if (business === null && hasFailed) {
    return (
      <MessagePage title={words.sessionFailed} hint={words.sessionFailedHint}>
        <Button onClick={() => void refetch()}>{words.retry}</Button>
      </MessagePage>
    );
  }
  if (business === null) return <ShellSkeleton />;
  return <Scoped me={me} business={business} isViewing />;
}

function Scoped({ me, business, isViewing }: { me: Me; business: Business; isViewing: boolean }) {
  const navigate = useNavigate();
  const refreshMe = useRefreshMe();
  useFollowLanguage(me);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [pageCommands, setPageCommands] = useState<readonly Command[] | null>(null);
  useEffect(() => {
    if (!isViewing) writePreference("business", business.id);
  }, [business.id, isViewing]);
  const openHelp = () => setHelpOpen(true);
  const openCommands = () => setPageCommands([]);
  useShortcuts({ "?": openHelp });
  useCommandKey(openCommands);

  const onSwitch = (next: string) => {
    if (next === business.id) return;
    writePreference("business", next);
    // The rest of the address belongs to the business that is left: its agents, its entries.
    void navigate({ to: "/dashboard/billing", search: { business: next } });
  };
  const { isSandbox, isLocal } = me.installation;
  return (
    <BusinessScope businessId={business.id} connection={CONNECTION} onSignedOut={() => void refreshMe()}>
      <BusinessProvider value={{ account: me, business }}>
        <FrameProvider value={{ openCommands: setPageCommands, isViewing }}>
          <a href="#content" className={SKIP_LINK}>
            {words.skipToContent}
          </a>
          {isSandbox && <SandboxStrip isLocal={isLocal} canMoveClock={me.isOperator} />}
          {isViewing && (
            <Suspense fallback={<div className="min-h-12" />}>
              <ViewingBanner name={business.name} />
            </Suspense>
          )}
          <Header
            account={me}
            business={business}
            isViewing={isViewing}
            isSandbox={isSandbox}
            bell={<NoticeBell />}
            onSwitch={onSwitch}
            onCommands={openCommands}
            onHelp={openHelp}
          />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-[1168px] px-6 pb-16 focus:outline-none max-sm:px-4"
          >
            <Outlet />
          </main>
          <Suspense>
            {isHelpOpen && <ShortcutSheet onClose={() => setHelpOpen(false)} />}
            {pageCommands !== null && (
              <FramePalette
                pageCommands={pageCommands}
                onSwitch={onSwitch}
                onHelp={openHelp}
                onClose={() => setPageCommands(null)}
              />
            )}
          </Suspense>
        </FrameProvider>
      </BusinessProvider>
    </BusinessScope>
  );
}

const SKIP_LINK =
  "sr-only focus:not-sr-only focus:fixed focus:inset-s-2 focus:top-2 focus:z-20 focus:rounded-control focus:border focus:border-line-strong focus:bg-surface focus:px-3 focus:py-2";
