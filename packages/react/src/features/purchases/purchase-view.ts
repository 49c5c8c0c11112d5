import { formatMoney } from "../../lib/format-money.ts";
import { formatTokens } from "../../lib/format-number.ts";
import { formatClock, formatDate } from "../../lib/format-time.ts";
import { describeDecline } from "../../lib/selling-problem.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { Purchase } from "../../lib/use-purchases.ts";
import type { Subscription } from "../../lib/use-subscription.ts";

const words = sellingStrings.purchases;

/** How a payment stands, as the person who paid reads it. */
export type ReturnView = {
  readonly state: "waiting" | "processing" | "paid" | "canceled" | "failed" | "expired";
  readonly badge: string;
  readonly text: string;
  readonly detail: string | null;
};

type When = { readonly timeZone: string; readonly now: Date };

/** Stripe's page says "left" in the address; whether something was paid is only ever read from the purchase. */
export function viewPurchase(
  purchase: Purchase,
  { hasLeft, timeZone }: When & { readonly hasLeft: boolean },
): ReturnView {
  const price = formatMoney(purchase.price);
  const tokens = formatTokens(purchase.total, { digits: 0 });
  const name = sellingStrings.packages.names[purchase.package] ?? purchase.package;
  switch (purchase.status) {
    case "paid":
      return view("paid", words.paid.purchase(tokens), paidDetail(purchase, { price, timeZone }));
    case "processing":
      return view("processing", words.processing.text(price, tokens));
    case "failed":
      return view("failed", words.failed.text(price, describeDecline(purchase.failureCode)));
    case "expired":
      return view("expired", words.expired.text(name, price));
    case "pending":
    case "open":
      return hasLeft
        ? view("canceled", words.canceled.purchase(name, price))
        : view("waiting", words.waiting.purchase(price, tokens));
  }
}

/** A plan is there when the subscription says so: on this plan, and not waiting for its first payment. */
export function viewPlan(
  planKey: string,
  subscription: Subscription,
  { hasLeft, timeZone, now }: When & { readonly hasLeft: boolean },
): ReturnView {
  const name = sellingStrings.plans.names[planKey] ?? planKey;
  const { plan, status, currentPeriod } = subscription;
  if (plan.key === planKey && (status === "active" || status === "trialing")) {
    const detail =
      currentPeriod === null
        ? null
        : words.paid.planFacts(
            formatTokens(plan.tokens ?? 0, { digits: 0 }),
            formatDate(new Date(currentPeriod.end), timeZone, now),
          );
    return view("paid", words.paid.plan(name), detail);
  }
  return hasLeft ? view("canceled", words.canceled.plan(name)) : view("waiting", words.waiting.plan(name));
}

/** Nothing moves at the payment provider by our doing: the card is saved when the page comes back. */
export function viewCard({ hasLeft }: { readonly hasLeft: boolean }): ReturnView {
  return hasLeft ? view("canceled", words.canceled.card) : view("paid", words.paid.card, words.paid.cardFacts);
}

function paidDetail({ tokens, bonus, paidAt }: Purchase, { price, timeZone }: { price: string; timeZone: string }) {
  const parts =
    bonus > 0 ? [words.paid.withBonus(formatTokens(tokens, { digits: 0 }), formatTokens(bonus, { digits: 0 }))] : [];
  if (paidAt !== null) parts.push(words.paid.facts(price, formatClock(new Date(paidAt), timeZone)));
  return parts.join(" ");
}

function view(state: ReturnView["state"], text: string, detail: string | null = null): ReturnView {
  return { state, badge: words[state].badge, text, detail };
}
