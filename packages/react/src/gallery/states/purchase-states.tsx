import PackagesSection from "../../features/packages/packages-section.tsx";
import PlansSection from "../../features/plans/plans-section.tsx";
import { viewPurchase } from "../../features/purchases/purchase-view.ts";
import { ReturnCard } from "../../features/purchases/return-card.tsx";
import ReturnSection from "../../features/purchases/return-section.tsx";
import { type Answers, refuses, WAITS } from "../answers.ts";
import { HEALTHY } from "../fixtures/balances.ts";
import { forecastOf } from "../fixtures/forecasts.ts";
import { NOW, ZONE } from "../fixtures/instants.ts";
import { UPGRADE } from "../fixtures/previews.ts";
import { DECLINED, OPEN, PAID, PROCESSING } from "../fixtures/purchases.ts";
import { ACTIVE } from "../fixtures/subscriptions.ts";
import type { GalleryState } from "../gallery-state.ts";
import { planAnswers } from "./plan-states.tsx";

type Purchase = typeof OPEN;

const known = { balance: HEALTHY, ageMs: 0 };
const answers = (purchases: readonly Purchase[] = [], more: Answers = {}): Answers => ({
  ...planAnswers(ACTIVE),
  "balance.get": HEALTHY,
  "balance.forecast": forecastOf(HEALTHY.available + 5_750, 183),
  "purchases.list": { items: [...purchases], nextCursor: null },
  ...(purchases[0] !== undefined && { "purchases.get": purchases[0] }),
  ...more,
});

const packages = () => <PackagesSection timeZone={ZONE} />;
const plans = () => <PlansSection timeZone={ZONE} />;
const cameBack = { purchase: OPEN.purchaseId };
const returned = () => (
  <>
    <ReturnSection search={cameBack} timeZone={ZONE} onClose={() => undefined} />
    <PackagesSection timeZone={ZONE} />
  </>
);
const long = () => (
  <ReturnCard view={viewPurchase(OPEN, { hasLeft: false, timeZone: ZONE, now: new Date(NOW) })} isLong />
);

/** The eight states of a purchase. */
export const PURCHASE_STATES: readonly GalleryState[] = [
  { id: "purchase-idle", title: "Idle", answers: answers(), known, render: packages },
  {
    id: "purchase-previewing",
    title: "A change of plan is previewed",
    answers: answers([], { "subscription.preview": UPGRADE }),
    known,
    presses: ["Upgrade"],
    render: plans,
  },
  {
    id: "purchase-bank",
    title: "The bank asks for a confirmation",
    answers: answers([], {
      "subscription.preview": UPGRADE,
      "subscription.subscribe": refuses("payment_action_required", { url: "https://bank.example.test/confirm" }),
    }),
    known,
    presses: ["Upgrade", "I agree", "Pay "],
    render: plans,
  },
  { id: "purchase-processing", title: "Processing", answers: answers([PROCESSING]), known, cameBack, render: returned },
  { id: "purchase-delayed", title: "Delayed", answers: answers([OPEN]), known, render: long },
  { id: "purchase-succeeded", title: "Succeeded", answers: answers([PAID]), known, cameBack, render: returned },
  { id: "purchase-declined", title: "Declined", answers: answers([DECLINED]), known, cameBack, render: returned },
  {
    id: "purchase-once",
    title: "A second payment is not made by mistake",
    answers: answers([OPEN, { ...PAID, purchaseId: OPEN.purchaseId.replace("70", "71") }], {
      "purchases.create": WAITS,
    }),
    known,
    render: packages,
  },
];
