import BannerSection from "../../features/banner/banner-section.tsx";
import PlansSection from "../../features/plans/plans-section.tsx";
import type { Outputs } from "../../lib/trpc.ts";
import type { Answers } from "../answers.ts";
import { HEALTHY } from "../fixtures/balances.ts";
import { CARDS, PACKAGES, PLAN_ITEMS, PLANS, RATES } from "../fixtures/catalogue.ts";
import { HINT } from "../fixtures/hints.ts";
import { inDays, ZONE } from "../fixtures/instants.ts";
import { ACTIVE, MANAGED, NONE } from "../fixtures/subscriptions.ts";
import { usageOf } from "../fixtures/usage.ts";
import type { GalleryState } from "../gallery-state.ts";

const render = () => (
  <>
    <BannerSection timeZone={ZONE} />
    <PlansSection timeZone={ZONE} />
  </>
);

export function planAnswers(subscription: Outputs["subscription"]["get"]): Answers {
  return {
    "subscription.get": subscription,
    "plans.list": PLANS,
    "packages.list": PACKAGES,
    "paymentMethods.list": CARDS,
    "rates.list": RATES,
    "estimates.hint": HINT,
    "usage.timeseries": usageOf(183),
    "invoices.list": { items: [], nextCursor: null },
  };
}

function state(name: string, title: string, subscription: Outputs["subscription"]["get"]): GalleryState {
  return {
    id: `plan-${name}`,
    title,
    answers: planAnswers(subscription),
    known: { balance: HEALTHY, ageMs: 0 },
    render,
  };
}

/** The eight states of a plan. */
export const PLAN_STATES: readonly GalleryState[] = [
  state("none", "No plan", NONE),
  state("trialing", "A trial of a plan", { ...ACTIVE, status: "trialing" }),
  state("active", "Active", ACTIVE),
  state("scheduled", "A change is scheduled", {
    ...ACTIVE,
    pending: { plan: PLAN_ITEMS.starter.key, interval: "month", at: inDays(8) },
  }),
  state("ending", "Ends with the period", { ...ACTIVE, cancelsAt: inDays(8) }),
  state("past-due", "A payment failed", { ...ACTIVE, status: "past_due" }),
  state("unpaid", "Unpaid", { ...ACTIVE, status: "unpaid" }),
  state("managed", "An agreement", MANAGED),
];
