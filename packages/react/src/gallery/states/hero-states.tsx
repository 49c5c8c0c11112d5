import { BalanceSection } from "../../features/balance/balance-section.tsx";
import type { Outputs } from "../../lib/trpc.ts";
import { type Answers, refuses, WAITS } from "../answers.ts";
import { balanceOf, HEALTHY, PLAN_GRANT, PROMOTION_GRANT, PURCHASED_GRANT, TRIAL_GRANT } from "../fixtures/balances.ts";
import { PACKAGES, RATES } from "../fixtures/catalogue.ts";
import { forecastOf, OUT, pastOf, UNKNOWN } from "../fixtures/forecasts.ts";
import { inDays, ZONE } from "../fixtures/instants.ts";
import { LONG_NAMES } from "../fixtures/names.ts";
import { ACTIVE, NONE } from "../fixtures/subscriptions.ts";
import { TOP_UP_OFF, TOP_UP_ON } from "../fixtures/top-ups.ts";
import { usageOf } from "../fixtures/usage.ts";
import type { GalleryState } from "../gallery-state.ts";

const render = () => <BalanceSection timeZone={ZONE} onSettled={() => undefined} />;

/** What the hero asks, of a business that spends so much a day. */
function facts(balance: Outputs["balance"]["get"], perDay = 183, more: Answers = {}): Answers {
  return {
    "balance.get": balance,
    "balance.forecast": balance.available === 0 ? OUT : perDay === 0 ? UNKNOWN : forecastOf(balance.available, perDay),
    "balance.history": pastOf(balance.available, perDay),
    "rates.list": RATES,
    "subscription.get": ACTIVE,
    "autoTopUp.get": TOP_UP_OFF,
    "packages.list": PACKAGES,
    "usage.timeseries": usageOf(perDay),
    "holds.list": { items: [], nextCursor: null },
    ...more,
  };
}

const few = balanceOf([{ ...PURCHASED_GRANT, remaining: 84 }], { status: "low" });
const fewer = balanceOf([{ ...PURCHASED_GRANT, remaining: 7.5 }], { status: "critical" });
const all = [PLAN_GRANT, PROMOTION_GRANT, PURCHASED_GRANT];
const toppedUp: Answers = { "autoTopUp.get": TOP_UP_ON };
const trial: Answers = { "subscription.get": NONE };
const many = [1, 2, 3, 4, 5].map((month) => ({
  ...PURCHASED_GRANT,
  id: `${PURCHASED_GRANT.id.slice(0, -2)}5${month}`,
  original: 1_599_999_999.999_999,
  remaining: 1_599_999_999.999_999,
  effectiveAt: inDays(-30 * month),
}));

/** The sixteen states of the balance, and its extremes. */
export const HERO_STATES: readonly GalleryState[] = [
  { id: "hero-loading", title: "Loading", answers: { "balance.get": WAITS }, render },
  {
    id: "hero-trial",
    title: "Fresh trial",
    answers: facts(balanceOf([TRIAL_GRANT]), 0, trial),
    render,
  },
  { id: "hero-healthy", title: "Healthy", answers: facts(HEALTHY, 183, toppedUp), render },
  { id: "hero-low", title: "Low", answers: facts(few), render },
  { id: "hero-critical", title: "Critical", answers: facts(fewer), render },
  { id: "hero-zero", title: "Zero", answers: facts(balanceOf([], { status: "empty" })), render },
  {
    id: "hero-overdrawn",
    title: "Overdrawn",
    answers: facts(balanceOf([], { status: "overdrawn", debt: 3.4 })),
    render,
  },
  {
    id: "hero-held-only",
    title: "All of it held",
    answers: facts(balanceOf([{ ...PURCHASED_GRANT, remaining: 20 }], { calls: 2, status: "critical" })),
    render,
  },
  { id: "hero-live", title: "Live calls", answers: facts(balanceOf(all, { calls: 2 }), 183, toppedUp), render },
  {
    id: "hero-forecast-unknown",
    title: "Not enough usage to tell",
    answers: facts(balanceOf([PURCHASED_GRANT]), 0, trial),
    render,
  },
  {
    id: "hero-stale",
    title: "Stale",
    answers: facts(HEALTHY, 183, { "balance.get": WAITS }),
    isConnected: false,
    known: { balance: HEALTHY, ageMs: 5 * 60_000 },
    render,
  },
  {
    id: "hero-error-known",
    title: "Failed, the last balance is known",
    answers: facts(HEALTHY, 183, { "balance.get": refuses("internal") }),
    isConnected: false,
    known: { balance: HEALTHY, ageMs: 45_000 },
    render,
  },
  {
    id: "hero-error",
    title: "Failed, no balance is known",
    answers: { "balance.get": refuses("internal") },
    isConnected: false,
    render,
  },
  {
    id: "hero-member",
    title: "A member without the right to buy",
    answers: facts(few),
    business: { role: "member" },
    render,
  },
  { id: "hero-suspended", title: "Suspended", answers: facts(HEALTHY), business: { isSuspended: true }, render },
  { id: "hero-test-mode", title: "Test mode", answers: facts(HEALTHY), render },
  {
    id: "hero-million",
    title: "A million tokens",
    answers: facts(balanceOf([{ ...PURCHASED_GRANT, original: 1_000_000, remaining: 1_000_000 }]), 18_300),
    render,
  },
  {
    id: "hero-names",
    title: "Names of forty characters",
    answers: facts(balanceOf(all, { calls: 2, agents: Object.values(LONG_NAMES) })),
    render,
  },
  {
    id: "hero-largest",
    title: "The largest balance there can be",
    answers: facts(balanceOf(many), 40_000_000),
    render,
  },
];
