import { useState } from "react";
import TopUpDialog from "../../features/automatic/top-up-dialog.tsx";
import ReceiptSection from "../../features/history/receipt-section.tsx";
import PlansSection from "../../features/plans/plans-section.tsx";
import { usePackages } from "../../lib/use-catalogue.ts";
import { useTopUp } from "../../lib/use-top-up.ts";
import { balanceOf, HEALTHY, PURCHASED_GRANT } from "../fixtures/balances.ts";
import { CARDS, PACKAGES } from "../fixtures/catalogue.ts";
import { historyPage } from "../fixtures/history.ts";
import { ZONE } from "../fixtures/instants.ts";
import { CALL_RECEIPT, HOLD } from "../fixtures/receipts.ts";
import { ACTIVE } from "../fixtures/subscriptions.ts";
import { TOP_UP_OFF } from "../fixtures/top-ups.ts";
import type { GalleryState } from "../gallery-state.ts";
import { planAnswers } from "./plan-states.tsx";

const BELOW = balanceOf([{ ...PURCHASED_GRANT, remaining: 84 }], { status: "low" });
const nothing = () => undefined;

/** What is asked or shown over the page, beside the change of plan, which is a state of a purchase. */
export const DIALOG_STATES: readonly GalleryState[] = [
  {
    id: "dialog-receipt",
    title: "The receipt of a call",
    answers: {
      "transactions.get": CALL_RECEIPT,
      "transactions.list": historyPage(null),
      "holds.get": HOLD,
    },
    render: () => (
      <ReceiptSection id={CALL_RECEIPT.id} search={{}} timeZone={ZONE} onOpen={nothing} onClose={nothing} />
    ),
  },
  {
    id: "dialog-cancel",
    title: "A plan is canceled",
    answers: planAnswers(ACTIVE),
    known: { balance: HEALTHY, ageMs: 0 },
    presses: ["Cancel plan"],
    render: () => <PlansSection timeZone={ZONE} />,
  },
  {
    id: "dialog-top-up",
    title: "Automatic top-up is agreed to, below its line already",
    answers: {
      "autoTopUp.get": TOP_UP_OFF,
      "packages.list": PACKAGES,
      "paymentMethods.list": CARDS,
      "balance.get": BELOW,
    },
    known: { balance: BELOW, ageMs: 0 },
    render: () => <Agreement />,
  },
];

function Agreement() {
  const { packages } = usePackages();
  const { set } = useTopUp();
  const [isOpen, setOpen] = useState(true);
  const chosen = packages?.find(({ key }) => key === "growth_pack");
  if (chosen === undefined || !isOpen) return null;
  return (
    <TopUpDialog
      rule={{ chosen, belowTokens: 500, monthlyCap: 5_400 }}
      isOn={false}
      set={set}
      onSaved={nothing}
      onClose={() => setOpen(false)}
    />
  );
}
