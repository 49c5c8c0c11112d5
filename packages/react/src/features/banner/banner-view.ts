import { cardExpiry, nameCard } from "../../lib/card-name.ts";
import { formatMoney, type Money } from "../../lib/format-money.ts";
import { formatClock, formatDate } from "../../lib/format-time.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { Card } from "../../lib/use-cards.ts";
import type { Subscription } from "../../lib/use-subscription.ts";

const words = sellingStrings.banners;
const planNames = sellingStrings.plans.names;

export type BannerAction = "pay" | "plans" | "review" | "resume" | "card";
export type BannerView = {
  readonly tone: "bad" | "warn" | "plain";
  readonly text: string;
  readonly action: BannerAction | null;
  readonly verb: string;
};

export type BannerFacts = {
  readonly subscription: Subscription;
  readonly topUp: {
    readonly enabled: boolean;
    readonly pausedUntil: string | null;
    readonly turnedOffReason: string | null;
  } | null;
  readonly cards: readonly Card[];
  /** What is open at the payment provider; null while unknown. */
  readonly due: Money | null;
};

/** The one thing that needs attention most; null when nothing does. */
export function chooseBanner(
  { subscription, topUp, cards, due }: BannerFacts,
  { timeZone, now }: { readonly timeZone: string; readonly now: Date },
): BannerView | null {
  const { plan, status, cancelsAt, pending } = subscription;
  const name = planNames[plan.key] ?? plan.name;
  const date = (at: string) => formatDate(new Date(at), timeZone, now);
  if (status === "past_due" || status === "unpaid")
    return banner("bad", words.pastDue(due && formatMoney(due)), "pay", words.payNow);
  if (status === "incomplete") return banner("warn", words.incomplete, "plans", words.finish);
  if (topUp?.turnedOffReason != null) return banner("warn", words.topUpOff, "review", words.review);
  if (status === "paused") return banner("warn", words.paused(name), null, "");
  if (topUp?.enabled && topUp.pausedUntil !== null && Date.parse(topUp.pausedUntil) > now.getTime()) {
    const clock = formatClock(new Date(topUp.pausedUntil), timeZone);
    return banner("warn", words.topUpPaused(clock), "review", words.review);
  }
  const ending = cards.find(({ isDefault, expiresSoon }) => isDefault && expiresSoon);
  if (ending !== undefined && (topUp?.enabled || status === "active" || status === "trialing")) {
    const [month, year] = cardExpiry(ending);
    return banner("warn", words.cardExpires(nameCard(ending), month, year), "card", words.replace);
  }
  if (status !== "active" && status !== "trialing") return null;
  if (cancelsAt !== null) return banner("plain", words.ends(name, date(cancelsAt)), "resume", words.keep(name));
  if (pending !== null && pending.plan !== plan.key) {
    const next = planNames[pending.plan] ?? pending.plan;
    return banner("plain", words.becomes(name, next, date(pending.at)), "resume", words.keep(name));
  }
  return null;
}

function banner(tone: BannerView["tone"], text: string, action: BannerAction | null, verb: string): BannerView {
  return { tone, text, action, verb };
}
