import { Suspense, useState } from "react";
import { Button } from "../../components/button.tsx";
import { Failed } from "../../components/failed.tsx";
import { RowsSkeleton } from "../../components/rows-skeleton.tsx";
import { Section } from "../../components/section.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { describeProblem } from "../../lib/api-error.ts";
import { useBillingAddress } from "../../lib/billing-address.tsx";
import { useAccount, useBusiness } from "../../lib/business.ts";
import { formatDate } from "../../lib/format-time.ts";
import { lazyPart } from "../../lib/lazy-part.ts";
import { mailLink } from "../../lib/mail-link.ts";
import { describeSellingProblem } from "../../lib/selling-problem.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { type Plan, usePlans } from "../../lib/use-catalogue.ts";
import { useInSlices } from "../../lib/use-in-slices.ts";
import { useNow } from "../../lib/use-now.ts";
import { useOutboundMinutes } from "../../lib/use-outbound-minutes.ts";
import { usePace } from "../../lib/use-pace.ts";
import { useResume } from "../../lib/use-resume.ts";
import { type Subscription, useSubscription } from "../../lib/use-subscription.ts";
import { CurrentPlanCard } from "./current-plan-card.tsx";
import { choosePlan, type Interval, isSubscribed, type PlanChoice } from "./plan-choice.ts";
import { PlanColumns } from "./plan-columns.tsx";
import { PlanHintLine } from "./plan-hint-line.tsx";
import { usePlanHint } from "./use-plan-hint.ts";

const PlanChangeDialog = lazyPart(() => import("./plan-change-dialog.tsx"));
const PlanComparison = lazyPart(() => import("./plan-comparison.tsx"));
const CancelPlanDialog = lazyPart(() => import("./cancel-plan-dialog.tsx"));
const words = sellingStrings.plans;
const COMPARISON_ID = "plan-comparison";

/** The plan of the business and the others on sale: what each costs, and what changing to it would mean. */
export default function PlansSection({ timeZone }: { timeZone: string }) {
  const { subscription, error, retry } = useSubscription();
  const catalogue = usePlans();
  const [isCompared, setCompared] = useState(false);
  const canCompare = subscription?.agreement === null && catalogue.plans !== null;
  const isDrawn = useInSlices(subscription !== null && catalogue.plans !== null);
  const failure = error ?? catalogue.error;
  return (
    <Section
      id="plan"
      title={words.title}
      aside={
        canCompare && (
          <button
            type="button"
            aria-expanded={isCompared}
            aria-controls={isCompared ? COMPARISON_ID : undefined}
            className="link no-print ms-auto min-h-6 text-table"
            onClick={() => setCompared(!isCompared)}
          >
            {isCompared ? words.compare.close : words.compare.open}
          </button>
        )
      }
    >
      {failure !== null ? (
        <Failed
          text={words.failed}
          detail={describeProblem(failure)}
          onRetry={() => {
            retry();
            catalogue.retry();
          }}
        />
      ) : subscription === null || catalogue.plans === null || !isDrawn ? (
        <RowsSkeleton count={7} />
      ) : (
        <Plans subscription={subscription} plans={catalogue.plans} timeZone={timeZone} />
      )}
      {isCompared && catalogue.plans !== null && (
        <Suspense>
          <PlanComparison id={COMPARISON_ID} plans={catalogue.plans} />
        </Suspense>
      )}
    </Section>
  );
}

function Plans({
  subscription,
  plans,
  timeZone,
}: {
  subscription: Subscription;
  plans: readonly Plan[];
  timeZone: string;
}) {
  const { role, isSuspended, name: businessName } = useBusiness();
  const { supportEmail = null } = useAccount();
  const now = useNow();
  const { openReturn } = useBillingAddress();
  const resume = useResume();
  const hint = usePlanHint();
  // Fewer days of use than a pace needs make no month to advise on.
  const hasPace = usePace(timeZone) !== null;
  const minutesFor = useOutboundMinutes();
  const [chosen, setChosen] = useState<Interval | null>(null);
  const [change, setChange] = useState<{ plan: Plan; interval: Interval } | null>(null);
  const [isCanceling, setCanceling] = useState(false);
  const interval = chosen ?? subscription.interval ?? "month";
  const isMine = role !== "member" && !isSuspended;
  const isSoldByYear = plans.some(({ intervals }) => intervals.includes("year"));
  const hasPlan = isSubscribed(subscription) && subscription.agreement === null;
  const isEnding = subscription.cancelsAt !== null || subscription.pending !== null;
  const name = words.names[subscription.plan.key] ?? subscription.plan.name;

  const choose = (plan: Plan, choice: PlanChoice) => {
    if (choice === "cancel") setCanceling(true);
    else if (choice === "resume") resume.mutate(undefined);
    else setChange({ plan, interval });
  };
  return (
    <>
      <CurrentPlanCard
        subscription={subscription}
        timeZone={timeZone}
        now={now}
        actions={
          isMine &&
          hasPlan &&
          (isEnding ? (
            <Button kind="primary" isBusy={resume.isPending} onClick={() => resume.mutate(undefined)}>
              {words.now.resume(name)}
            </Button>
          ) : (
            <Button onClick={() => setCanceling(true)}>{words.now.cancel}</Button>
          ))
        }
      />
      {resume.error !== null && (
        <p role="alert" className="mb-4 text-table text-bad">
          {describeSellingProblem(resume.error)}
        </p>
      )}
      {subscription.agreement === null && (
        <>
          {hasPace && hint !== null && <PlanHintLine hint={hint} currentKey={subscription.plan.key} />}
          {isSoldByYear && (
            <Segmented
              className="mb-4"
              label={words.interval}
              options={[
                { value: "month", label: words.intervals.month },
                { value: "year", label: words.intervals.year },
              ]}
              value={interval}
              onChange={setChosen}
            />
          )}
          <PlanColumns
            interval={interval}
            canChoose={isMine}
            talkHref={
              supportEmail === null
                ? null
                : mailLink({ to: supportEmail, subject: words.talkSubject(businessName), lines: [] })
            }
            onChoose={choose}
            columns={plans.map((plan) => {
              const choice = choosePlan({ plan, plans, subscription, interval });
              return {
                plan,
                choice,
                note: noteOf(choice, { subscription, interval, timeZone, now }),
                outboundMinutes: minutesFor(plan.tokens === 0 ? plan.tokensOnce : (plan.tokens ?? 0)),
              };
            })}
          />
        </>
      )}
      {!isMine && <p className="mt-3 text-meta text-ink-3">{isSuspended ? words.readOnlySuspended : words.readOnly}</p>}
      <Suspense>
        {change !== null && (
          <PlanChangeDialog
            plan={change.plan}
            interval={change.interval}
            timeZone={timeZone}
            onClose={() => setChange(null)}
            onPaid={(subscribed) => {
              setChange(null);
              openReturn({ subscribed });
            }}
          />
        )}
        {isCanceling && (
          <CancelPlanDialog subscription={subscription} timeZone={timeZone} onClose={() => setCanceling(false)} />
        )}
      </Suspense>
    </>
  );
}

function noteOf(
  choice: PlanChoice,
  {
    subscription,
    interval,
    timeZone,
    now,
  }: { subscription: Subscription; interval: Interval; timeZone: string; now: Date },
): string {
  const end = subscription.cancelsAt ?? subscription.currentPeriod?.end ?? null;
  const date = end === null ? "" : formatDate(new Date(end), timeZone, now);
  switch (choice) {
    case "current":
      if (subscription.status === "past_due" || subscription.status === "unpaid") return words.notes.overdue;
      return isSubscribed(subscription) && end !== null ? words.notes.current(date) : words.notes.currentPlain;
    case "resume":
      return words.notes.currentEnds(date);
    case "next":
      return words.notes.next(date);
    case "subscribe":
      return words.notes.subscribe;
    case "upgrade":
      return words.notes.upgrade;
    case "downgrade":
    case "cancel":
      return words.notes.downgrade(date);
    case "overdue":
    case "busy":
      return words.notes.overdue;
    case "custom":
      return words.notes.custom;
    case "not_sold":
      return interval === "year" ? words.notes.notByYear : words.notes.notByMonth;
  }
}
