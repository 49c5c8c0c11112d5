import { formatAmount } from "../billing/currencies.ts";
import { brandName } from "./card-form.ts";
import { day } from "./day.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";
import type { Page } from "./page.ts";

/** What the customer keeps of a payment, and of the permission to debit an account. */
export const receiptPages: Page[] = [
  {
    method: "GET",
    path: "/receipts/:charge",
    answer: ({ world, path }) => {
      const charge = world.charges.require(path["charge"] ?? "", "charge");
      const money = (amount: number) => formatAmount(amount, charge.currency);
      const card = charge.payment_method_details?.card;
      const main = html`<section class="card"><h1>Receipt</h1>
<p class="soft">${day(charge.created)} · ${charge.description ?? charge.id}</p>
<p class="amount">${money(charge.amount_captured)}</p>
<dl class="lines"><dt>Status</dt><dd>${charge.status}</dd>
${card == null ? null : html`<dt>Card</dt><dd>${brandName(card.brand)} ending in ${card.last4}</dd>`}
${charge.amount_refunded === 0 ? null : html`<dt>Refunded</dt><dd>${money(charge.amount_refunded)}</dd>`}</dl></section>`;
      return { status: 200, html: layout({ title: "Receipt", main }) };
    },
  },
  {
    method: "GET",
    path: "/mandates/:mandate",
    answer: ({ world, path }) => {
      const mandate = world.mandates.require(path["mandate"] ?? "", "mandate");
      const main = html`<section class="card"><h1>Mandate</h1>
<p>Reference ${mandate.payment_method_details.sepa_debit?.reference ?? mandate.id}, ${mandate.status}.</p></section>`;
      return { status: 200, html: layout({ title: "Mandate", main }) };
    },
  },
];
