import { useEffect } from "react";
import { Button, buttonClass } from "../../components/button.tsx";
import { useBillingAddress } from "../../lib/billing-address.tsx";
import { useBusiness } from "../../lib/business.ts";
import { goToSection } from "../../lib/go-to-section.ts";
import { usePortal, useSetUpCard } from "../../lib/use-cards.ts";
import { useLeaving } from "../../lib/use-leaving.ts";
import { useNow } from "../../lib/use-now.ts";
import { useResume } from "../../lib/use-resume.ts";
import { BannerCard } from "./banner-card.tsx";
import { type BannerView, chooseBanner } from "./banner-view.ts";
import { useBannerFacts, useBannerPlace } from "./use-banner.ts";

/** The banner slot above the balance: one at a time, the most urgent first. */
export default function BannerSection({ timeZone }: { timeZone: string }) {
  const { id, role, isSuspended } = useBusiness();
  const now = useNow();
  const { facts, payUrl } = useBannerFacts();
  const [isKept, keep] = useBannerPlace(id);
  const view = facts === null ? null : chooseBanner(facts, { timeZone, now });
  const isKnown = facts !== null;
  const isShown = view !== null;
  useEffect(() => {
    if (isKnown && isShown !== isKept) keep(isShown);
  }, [isKnown, isShown, isKept]);
  if (view === null) return isKept && !isKnown ? <div className="mb-4 min-h-12" /> : null;
  const canAct = role !== "member" && !isSuspended;
  return <BannerCard view={view} action={canAct && <Action view={view} payUrl={payUrl} />} />;
}

function Action({ view, payUrl }: { view: BannerView; payUrl: string | null }) {
  const resume = useResume();
  const portal = usePortal();
  const setUp = useSetUpCard();
  const [isLeaving, leave] = useLeaving();
  const { returnPath: returnUrl } = useBillingAddress();
  if (view.action === null) return null;
  if (view.action === "pay" && payUrl !== null) {
    return (
      <a href={payUrl} className={buttonClass("secondary", "small")}>
        {view.verb}
      </a>
    );
  }
  const act = {
    pay: () => portal.mutate({ returnUrl }, { onSuccess: ({ url }) => leave(url) }),
    plans: () => goToSection("plan"),
    review: () => goToSection("auto"),
    resume: () => resume.mutate(undefined),
    card: () => setUp.mutate({ returnUrl }, { onSuccess: ({ url }) => leave(url) }),
  }[view.action];
  return (
    <Button size="small" isBusy={resume.isPending || portal.isPending || setUp.isPending || isLeaving} onClick={act}>
      {view.verb}
    </Button>
  );
}
