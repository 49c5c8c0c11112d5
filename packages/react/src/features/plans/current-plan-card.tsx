import type { ReactNode } from "react";
import { formatMoney, formatPerToken, formatPrice } from "../../lib/format-money.ts";
import { formatTokens } from "../../lib/format-number.ts";
import { formatDate } from "../../lib/format-time.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { Subscription } from "../../lib/use-subscription.ts";
import { isSubscribed, priceOf } from "./plan-choice.ts";

const { now: words, every, names } = sellingStrings.plans;

/** What the business pays now, what a token of it costs, and what happens next, in words that hide nothing. */
export function CurrentPlanCard({
  subscription,
  timeZone,
  now,
  actions,
}: {
  subscription: Subscription;
  timeZone: string;
  now: Date;
  actions: ReactNode;
}) {
  const { plan, agreement } = subscription;
  const interval = subscription.interval ?? "month";
  const price = isSubscribed(subscription) ? priceOf(plan, interval) : null;
  const tokens = plan.tokens ?? 0;
  const perToken = price === null ? null : formatPerToken(price, interval === "year" ? tokens * 12 : tokens);
  const facts =
    agreement !== null
      ? [
          words.price(formatPrice(agreement.price), every[agreement.interval]),
          words.tokens(formatTokens(agreement.tokensMonthly, { digits: 0 })),
        ]
      : price === null
        ? []
        : [
            words.price(formatPrice(price), every[interval]),
            words.tokens(formatTokens(tokens, { digits: 0 })),
            ...(perToken === null ? [] : [words.perToken(perToken)]),
          ];
  return (
    <div className="mb-6 flex flex-wrap items-center gap-x-6 gap-y-3 rounded-panel border border-line bg-surface px-6 py-4 max-sm:px-4">
      <div className="min-w-60 flex-1">
        <h3 className="sr-only">{words.label}</h3>
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-table">
          <span className="text-body font-semibold">{agreement?.name ?? names[plan.key] ?? plan.name}</span>
          {facts.map((fact) => (
            <span key={fact} className="text-ink-2">
              {fact}
            </span>
          ))}
        </p>
        <p className="mt-1 text-table text-ink-2">{describeNext(subscription, { timeZone, now })}</p>
      </div>
      {actions}
    </div>
  );
}

function describeNext(subscription: Subscription, { timeZone, now }: { timeZone: string; now: Date }): string {
  const { plan, status, interval, currentPeriod, cancelsAt, pending, agreement } = subscription;
  const date = (at: string) => formatDate(new Date(at), timeZone, now);
  if (agreement !== null)
    return [words.agreement(agreement.name), agreement.endsAt && words.agreementUntil(date(agreement.endsAt))]
      .filter(Boolean)
      .join(" ");
  if (status === "incomplete") return words.incomplete;
  if (status === "paused") return words.paused;
  if (!isSubscribed(subscription)) return words.free;
  if (status === "past_due" || status === "unpaid") return words.pastDue;
  if (cancelsAt !== null) return words.ends(date(cancelsAt));
  if (pending !== null) return words.becomes(names[pending.plan] ?? pending.plan, date(pending.at));
  if (currentPeriod === null) return "";
  if (status === "trialing") return words.trialing(date(currentPeriod.end));
  if (interval === "year") return words.yearly(date(currentPeriod.end));
  const price = priceOf(plan, "month");
  return price === null
    ? words.renewsPlain(date(currentPeriod.end))
    : words.renews(date(currentPeriod.end), formatMoney(price));
}
