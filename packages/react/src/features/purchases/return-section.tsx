import { type ReactNode, useState } from "react";
import { Button } from "../../components/button.tsx";
import { Failed } from "../../components/failed.tsx";
import { goToSection } from "../../lib/go-to-section.ts";
import { leaveTo } from "../../lib/leave-to.ts";
import { isMissing } from "../../lib/problem.ts";
import type { ReturnSearch } from "../../lib/return-search.ts";
import { describeSellingProblem } from "../../lib/selling-problem.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { useBalanceNow } from "../../lib/use-balance-now.ts";
import { useNow } from "../../lib/use-now.ts";
import { useSubscription } from "../../lib/use-subscription.ts";
import { type ReturnView, viewCard, viewPlan, viewPurchase } from "./purchase-view.ts";
import { ReturnCard } from "./return-card.tsx";
import { usePurchase } from "./use-purchase.ts";

const words = sellingStrings.purchases;
const LONG_MS = 60_000;

/**
 * Back from paying: shows how the payment stands and waits for the fact itself. The address says which payment it is, so
 * a refresh, a second tab and tomorrow's visit show the same one.
 */
export default function ReturnSection({
  search,
  timeZone,
  onClose,
}: {
  search: ReturnSearch;
  timeZone: string;
  onClose: () => void;
}) {
  const hasLeft = search.canceled === 1;
  if (search.purchase !== undefined)
    return <PurchaseReturn id={search.purchase} hasLeft={hasLeft} timeZone={timeZone} onClose={onClose} />;
  if (search.subscribed !== undefined)
    return <PlanReturn planKey={search.subscribed} hasLeft={hasLeft} timeZone={timeZone} onClose={onClose} />;
  if (search.card === undefined) return null;
  return <ReturnCard view={viewCard({ hasLeft })} isLong={false} actions={<CloseButton onClose={onClose} />} />;
}

function PurchaseReturn({
  id,
  hasLeft,
  timeZone,
  onClose,
}: {
  id: string;
  hasLeft: boolean;
  timeZone: string;
  onClose: () => void;
}) {
  const { purchase, error, retry } = usePurchase(id);
  const now = useNow();
  const isLong = useIsLong(now);
  if (error !== null) return <LookupFailed error={error} onRetry={retry} />;
  const view = purchase === null ? null : viewPurchase(purchase, { hasLeft, timeZone, now });
  const url = purchase?.checkoutUrl;
  const chooseAgain = () => {
    onClose();
    goToSection("tokens");
  };
  return (
    <ReturnCard
      view={view}
      isLong={isLong}
      actions={
        <>
          {view?.state === "canceled" && url !== undefined && (
            <Button kind="primary" onClick={() => leaveTo(url)}>
              {words.canceled.goOn}
            </Button>
          )}
          {view?.state === "failed" && (
            <Button kind="primary" onClick={chooseAgain}>
              {words.failed.again}
            </Button>
          )}
          {view?.state === "expired" && (
            <Button kind="primary" onClick={chooseAgain}>
              {words.expired.again}
            </Button>
          )}
          <CloseButton onClose={onClose} />
        </>
      }
    >
      {view?.state === "waiting" && isLong && url !== undefined && (
        <p className="text-ink-2">
          {words.waiting.notPaid}{" "}
          <a href={url} className="link">
            {words.waiting.back}
          </a>
        </p>
      )}
    </ReturnCard>
  );
}

function PlanReturn({
  planKey,
  hasLeft,
  timeZone,
  onClose,
}: {
  planKey: string;
  hasLeft: boolean;
  timeZone: string;
  onClose: () => void;
}) {
  const now = useNow();
  const isLong = useIsLong(now);
  const { subscription, error, retry } = useSubscription({ isWanted: useBalanceNow() !== null });
  if (error !== null) return <LookupFailed error={error} onRetry={retry} />;
  const view: ReturnView | null =
    subscription === null ? null : viewPlan(planKey, subscription, { hasLeft, timeZone, now });
  const choose = () => {
    onClose();
    goToSection("plan");
  };
  return (
    <ReturnCard
      view={view}
      isLong={isLong}
      actions={
        <>
          {view?.state === "canceled" && (
            <Button kind="primary" onClick={choose}>
              {words.canceled.again}
            </Button>
          )}
          <CloseButton onClose={onClose} />
        </>
      }
    />
  );
}

function CloseButton({ onClose }: { onClose: () => void }): ReactNode {
  return <Button onClick={onClose}>{words.close}</Button>;
}

function LookupFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const isGone = isMissing(error);
  return (
    <div className="mb-4">
      <Failed
        text={isGone ? words.missing : words.lookupFailed}
        {...(!isGone && { detail: describeSellingProblem(error) })}
        onRetry={onRetry}
      />
    </div>
  );
}

/** Whether somebody has waited so long that they deserve a word about it. */
function useIsLong(now: Date): boolean {
  const [since] = useState(() => Date.now());
  return now.getTime() - since > LONG_MS;
}
