import { Suspense, useState } from "react";
import { Button } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Failed } from "../../components/failed.tsx";
import { RowsSkeleton } from "../../components/rows-skeleton.tsx";
import { Section } from "../../components/section.tsx";
import { describeProblem } from "../../lib/api-error.ts";
import { useBillingAddress } from "../../lib/billing-address.tsx";
import { useBusiness } from "../../lib/business.ts";
import { nameCard } from "../../lib/card-name.ts";
import { formatMoney } from "../../lib/format-money.ts";
import { lazyPart } from "../../lib/lazy-part.ts";
import { describeSellingProblem } from "../../lib/selling-problem.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { useBalanceNow } from "../../lib/use-balance-now.ts";
import { useCards } from "../../lib/use-cards.ts";
import { type Package, usePackages } from "../../lib/use-catalogue.ts";
import { useLeaving } from "../../lib/use-leaving.ts";
import { useOutboundMinutes } from "../../lib/use-outbound-minutes.ts";
import { usePace } from "../../lib/use-pace.ts";
import { CALCULATOR_ID, CalculatorToggle } from "./calculator-toggle.tsx";
import { PackageCards } from "./package-cards.tsx";
import { usualPackage } from "./package-view.ts";
import { PurchaseNotes } from "./purchase-notes.tsx";
import { PurchaseStrip } from "./purchase-strip.tsx";
import { sayRunOut } from "./run-out-words.ts";
import { useBuy } from "./use-buy.ts";
import { useRunOutWith } from "./use-run-out.ts";

const CalculatorBlock = lazyPart(() => import("./calculator-block.tsx"));
const words = sellingStrings.packages;

/** Packages of tokens, what each costs a token, and the way to pay for one. */
export default function PackagesSection({ timeZone }: { timeZone: string }) {
  const { packages, error, retry } = usePackages();
  const { search } = useBillingAddress();
  return (
    <Section
      id="tokens"
      title={words.title}
      aside={
        <>
          <p className="pb-0.5 text-table text-ink-2">{words.hint}</p>
          <CalculatorToggle />
        </>
      }
    >
      {search.calc !== undefined && (
        <Suspense fallback={<div className="min-h-80" />}>
          <CalculatorBlock id={CALCULATOR_ID} />
        </Suspense>
      )}
      {error !== null ? (
        <Failed text={words.failed} detail={describeProblem(error)} onRetry={retry} />
      ) : packages === null ? (
        <RowsSkeleton count={6} />
      ) : packages.length === 0 ? (
        <Empty title={words.empty} />
      ) : (
        <Packages packages={packages} timeZone={timeZone} />
      )}
    </Section>
  );
}

function Packages({ packages, timeZone }: { packages: readonly Package[]; timeZone: string }) {
  const pace = usePace(timeZone);
  const minutesFor = useOutboundMinutes();
  const balance = useBalanceNow();
  const [picked, setPicked] = useState<string | null>(null);
  const chosenKey = picked ?? usualPackage(packages, pace);
  const chosen = packages.find(({ key }) => key === chosenKey) ?? packages[0];
  if (chosen === undefined) return null;
  return (
    <>
      <PackageCards
        packages={packages}
        chosenKey={chosen.key}
        pace={pace}
        minutesFor={minutesFor}
        onChoose={setPicked}
      />
      <Buying chosen={chosen} total={balance?.total ?? null} timeZone={timeZone} />
    </>
  );
}

function Buying({ chosen, total, timeZone }: { chosen: Package; total: number | null; timeZone: string }) {
  const { role, isSuspended } = useBusiness();
  const address = useBillingAddress();
  const { defaultCard, isPending: isCardPending } = useCards();
  const forecast = useRunOutWith(chosen.total);
  const buy = useBuy();
  const [isLeaving, leave] = useLeaving();
  const isMine = role !== "member" && !isSuspended;
  const isBusy = buy.isPending || isLeaving;

  const pay = (payWith: "checkout" | "saved_card") => {
    if (isBusy) return;
    buy.mutate(
      { package: chosen.key, payWith, key: buy.keyOf(`${chosen.key} ${payWith}`), returnUrl: address.returnPath },
      {
        onSuccess: ({ purchaseId, checkoutUrl, status }) => {
          if (checkoutUrl !== undefined && status !== "paid") leave(checkoutUrl);
          else address.openReturn({ purchase: purchaseId });
        },
      },
    );
  };
  return (
    <>
      <PurchaseStrip
        chosen={chosen}
        total={total}
        runOut={forecast === null ? null : sayRunOut(forecast, { timeZone, now: new Date(forecast.asOf) })}
        action={
          isMine ? (
            <Button
              kind="primary"
              isBusy={isBusy || isCardPending}
              onClick={() => pay(defaultCard === null ? "checkout" : "saved_card")}
            >
              {defaultCard === null ? words.toPayment : words.pay(formatMoney(chosen.price), nameCard(defaultCard))}
            </Button>
          ) : (
            <p className="text-ink-2">{isSuspended ? words.readOnlySuspended : words.readOnly}</p>
          )
        }
      />
      {buy.error !== null && (
        <p role="alert" className="mt-3 text-table text-bad">
          {describeSellingProblem(buy.error)}
        </p>
      )}
      <div className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-meta text-ink-3">
        {isMine && defaultCard !== null && (
          <button type="button" className="link min-h-6" disabled={isBusy} onClick={() => pay("checkout")}>
            {words.otherCard}
          </button>
        )}
        {isMine && <p className="leading-6">{defaultCard === null ? words.hosted : words.bank}</p>}
        <p role="status" className="leading-6">
          {isLeaving && words.leaving}
        </p>
      </div>
      {isMine && <PurchaseNotes chosenKey={chosen.key} timeZone={timeZone} onLeave={leave} />}
    </>
  );
}
