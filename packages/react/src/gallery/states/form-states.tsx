import AutomaticSection from "../../features/automatic/automatic-section.tsx";
import PaymentSection from "../../features/payment/payment-section.tsx";
import type { Outputs } from "../../lib/trpc.ts";
import { type Answers, refuses } from "../answers.ts";
import { HEALTHY } from "../fixtures/balances.ts";
import { CARDS, PACKAGES } from "../fixtures/catalogue.ts";
import { inDays, inHours, ZONE } from "../fixtures/instants.ts";
import { TOP_UP_OFF, TOP_UP_ON } from "../fixtures/top-ups.ts";
import type { GalleryState } from "../gallery-state.ts";

type Alert = Outputs["alerts"]["get"]["rules"][number];
type Invoice = Outputs["invoices"]["list"]["items"][number];

const alert = (id: string, kind: Alert["kind"], threshold: number): Alert => ({
  id,
  kind,
  threshold,
  channels: ["in_app", "email"],
  lastFiredAt: null,
  armed: true,
});
const ALERTS = { rules: [alert("one", "tokens", 100)], isDefault: false };
const CAPS: Outputs["caps"]["get"] = {
  caps: [{ agentId: null, every: "day", limit: 600, used: 212.4, resetsAt: inHours(9) }],
  timeZone: ZONE,
};

const known = { balance: HEALTHY, ageMs: 0 };
const automatic = (more: Answers = {}): Answers => ({
  "balance.get": HEALTHY,
  "autoTopUp.get": TOP_UP_ON,
  "packages.list": PACKAGES,
  "paymentMethods.list": CARDS,
  "alerts.get": ALERTS,
  "caps.get": CAPS,
  ...more,
});
const settings = () => <AutomaticSection timeZone={ZONE} />;

const usd = (amount: number) => ({ amount, currency: "usd" });
const invoice = (id: string, more: Partial<Invoice>): Invoice => ({
  id,
  kind: "invoice",
  number: `7F3C0A11-000${id}`,
  purchaseId: null,
  description: "Pro",
  createdAt: inDays(-3),
  amount: usd(2_900),
  amountDue: usd(0),
  refunded: usd(0),
  status: "paid",
  url: "https://invoices.example.test/1",
  pdfUrl: "https://invoices.example.test/1.pdf",
  ...more,
});
const payment: Answers = {
  "paymentMethods.list": {
    items: [
      ...CARDS.items,
      {
        id: "pm_old",
        brand: "mastercard",
        last4: "4444",
        expMonth: 6,
        expYear: 2026,
        expiresSoon: true,
        isDefault: false,
      },
    ],
    nextCursor: null,
  },
  "billingDetails.get": {
    name: "Harbour Dental GmbH",
    email: "books@harbour.example",
    address: { line1: "Hafenstraße 1", line2: null, postalCode: "24103", city: "Kiel", state: null, country: "DE" },
    taxId: { value: "DE123456789", status: "verified" },
  },
  "invoices.list": {
    items: [
      invoice("2", { status: "open", amountDue: usd(2_900) }),
      invoice("1", { createdAt: inDays(-33), description: "Pro" }),
    ],
    nextCursor: null,
  },
  "purchases.list": { items: [], nextCursor: null },
  "statements.list": {
    timeZone: ZONE,
    items: [
      {
        month: "2026-05",
        from: "2026-04-30T22:00:00.000Z",
        to: "2026-05-31T22:00:00.000Z",
        isFinal: true,
        asOf: "2026-05-31T22:00:00.000Z",
        opening: 378.153,
        closing: 1_842.6,
      },
    ],
    nextCursor: null,
  },
};
const paid = () => <PaymentSection timeZone={ZONE} />;

/** What is set and saved on the page, and whom it bills. */
export const FORM_STATES: readonly GalleryState[] = [
  {
    id: "form-unsaved",
    title: "Something is not saved",
    answers: automatic({ "autoTopUp.get": TOP_UP_OFF }),
    known,
    presses: ["Off"],
    render: settings,
  },
  {
    id: "form-part-refused",
    title: "One part was saved, another was not",
    answers: automatic({
      "alerts.set": { isDefault: false, rules: [...ALERTS.rules, alert("two", "runway_hours", 72)] },
      "caps.set": refuses("unavailable"),
    }),
    known,
    presses: ["Less than 3 days left", "Remove the cap", "Save changes"],
    render: settings,
  },
  {
    id: "form-member",
    title: "Somebody who may only look",
    answers: automatic(),
    known,
    business: { role: "member" },
    render: settings,
  },
  { id: "form-payment", title: "Cards, details and invoices", answers: payment, render: paid },
  {
    id: "form-details",
    title: "Billing details are changed",
    answers: payment,
    presses: ["Change billing details"],
    render: paid,
  },
];
