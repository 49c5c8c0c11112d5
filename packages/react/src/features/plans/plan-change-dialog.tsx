import { useEffect, useRef, useState } from "react";
import { Button } from "../../components/button.tsx";
import { Consent } from "../../components/consent.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Failed } from "../../components/failed.tsx";
import { RowsSkeleton } from "../../components/rows-skeleton.tsx";
import { useBillingAddress } from "../../lib/billing-address.tsx";
import { leaveTo } from "../../lib/leave-to.ts";
import { bankPageOf, describeSellingProblem } from "../../lib/selling-problem.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { Plan } from "../../lib/use-catalogue.ts";
import { useLeaving } from "../../lib/use-leaving.ts";
import { useNow } from "../../lib/use-now.ts";
import { confirmText, consentText } from "./plan-change-words.ts";
import type { Interval } from "./plan-choice.ts";
import { PlanPreviewCard } from "./plan-preview-card.tsx";
import { type PlanPreview, usePlanPreview, useSubscribe } from "./use-plan-change.ts";

const words = sellingStrings.plans.change;
const HOLDS_MS = 5 * 60_000;

/** What a change costs now and later and what it brings, before anybody agrees; then the change. */
export default function PlanChangeDialog({
  plan,
  interval,
  timeZone,
  onClose,
  onPaid,
}: {
  plan: Plan;
  interval: Interval;
  timeZone: string;
  onClose: () => void;
  /** Money moved: what it brings is on its way. */
  onPaid: (planKey: string) => void;
}) {
  const name = sellingStrings.plans.names[plan.key] ?? plan.name;
  const { preview, receivedAt, isFetching, error, refresh } = usePlanPreview({ plan: plan.key, interval });
  const title = preview === null ? words.plain(name) : words.title[preview.action](name);
  if (preview === null) {
    return (
      <Dialog shape="center" title={title} onClose={onClose}>
        {error !== null && !isFetching ? (
          <Failed text={describeSellingProblem(error)} onRetry={refresh} />
        ) : (
          <>
            <p role="status" className="mb-2 text-table text-ink-2">
              {words.loading}
            </p>
            <RowsSkeleton count={4} />
          </>
        )}
      </Dialog>
    );
  }
  return (
    <Confirm
      title={title}
      name={name}
      preview={preview}
      receivedAt={receivedAt}
      isFetching={isFetching}
      timeZone={timeZone}
      onRefresh={refresh}
      onClose={onClose}
      onPaid={() => onPaid(plan.key)}
    />
  );
}

function Confirm({
  title,
  name,
  preview,
  receivedAt,
  isFetching,
  timeZone,
  onRefresh,
  onClose,
  onPaid,
}: {
  title: string;
  name: string;
  preview: PlanPreview;
  receivedAt: number;
  isFetching: boolean;
  timeZone: string;
  onRefresh: () => void;
  onClose: () => void;
  onPaid: () => void;
}) {
  const { returnPath } = useBillingAddress();
  const now = useNow();
  const subscribe = useSubscribe();
  const [isLeaving, leave] = useLeaving();
  const { amount } = preview.money.dueNow;
  // Agreeing holds for the amount that was read: another amount has to be agreed to again.
  const [agreedAmount, setAgreedAmount] = useState<number | null>(null);
  const [isAsked, setAsked] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const needsConsent = amount > 0;
  const isOld = now.getTime() - receivedAt > HOLDS_MS;
  const bankPage = bankPageOf(subscribe.error);
  useEffect(() => {
    if (isAsked) box.current?.focus();
  }, [isAsked]);
  const confirm = () => {
    if (needsConsent && agreedAmount !== amount) {
      setAsked(true);
      box.current?.focus();
      return;
    }
    subscribe.mutate(
      {
        plan: preview.plan,
        interval: preview.interval,
        key: subscribe.key,
        previewedAt: preview.previewedAt,
        returnUrl: returnPath,
      },
      {
        onSuccess: (answer) => {
          if (answer.checkoutUrl !== undefined) leave(answer.checkoutUrl);
          else if (preview.action === "upgrade") onPaid();
          else onClose();
        },
      },
    );
  };
  return (
    <Dialog
      shape="center"
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button className="ms-auto" onClick={onClose}>
            {sellingStrings.purchases.close}
          </Button>
          {bankPage !== null ? (
            <Button kind="primary" onClick={() => leaveTo(bankPage)}>
              {words.toBank}
            </Button>
          ) : isOld || isFetching ? (
            <Button kind="primary" isBusy={isFetching} onClick={onRefresh}>
              {words.refresh}
            </Button>
          ) : (
            <Button kind="primary" isBusy={subscribe.isPending || isLeaving} onClick={confirm}>
              {confirmText(preview, { name, timeZone, now })}
            </Button>
          )}
        </>
      }
    >
      <PlanPreviewCard preview={preview} timeZone={timeZone} now={now} receivedAt={receivedAt} isOld={isOld} />
      {needsConsent && (
        <Consent
          box={box}
          isTicked={agreedAmount === amount}
          problem={isAsked && agreedAmount !== amount ? words.consentNeeded : null}
          onChange={(isTicked) => setAgreedAmount(isTicked ? amount : null)}
        >
          {consentText(preview, { timeZone, now })}
        </Consent>
      )}
      {subscribe.error !== null && (
        <p role="alert" className="mt-3 text-table text-bad">
          {describeSellingProblem(subscribe.error)}
        </p>
      )}
    </Dialog>
  );
}
