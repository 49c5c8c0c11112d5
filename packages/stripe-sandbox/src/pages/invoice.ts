import { formatAmount } from "../billing/currencies.ts";
import { nowOfCustomer } from "../clock/now.ts";
import { followInvoicePayment } from "../invoicing/collect-invoice.ts";
import { intentOfInvoice } from "../invoicing/invoice-intent.ts";
import { attemptPayment } from "../resources/attempt-payment.ts";
import { rememberAttempt } from "../resources/confirm-payment-intent.ts";
import type { Records } from "../store/collections.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import type { RawHash } from "../wire/raw-parameters.ts";
import { cardFields, FIRST_CARD, readMethod, testCards, textOf } from "./card-form.ts";
import { day } from "./day.ts";
import { type Html, html } from "./html.ts";
import { layout, notice } from "./layout.ts";
import type { Page, PageAnswer } from "./page.ts";

const PATH = "/invoices/:invoice";

/** An invoice as its customer sees it, to be read, printed and, while it is open, paid. */
export const invoicePages: Page[] = [
  { method: "GET", path: PATH, answer: ({ world, path, query }) => show(world, path["invoice"] ?? "", query) },
  { method: "GET", path: `${PATH}/pdf`, answer: ({ world, path, query }) => show(world, path["invoice"] ?? "", query) },
  { method: "POST", path: PATH, answer: ({ world, path, form }) => pay(world, path["invoice"] ?? "", form) },
];

function show(world: World, id: string, query: RawHash): PageAnswer {
  const problem =
    textOf(query, "redirect_status") === "failed"
      ? "Your bank could not confirm that it was you. Please try another card."
      : null;
  return view(world, requireShown(world, id), { problem, card: textOf(query, "card") });
}

function pay(world: World, id: string, form: RawHash): PageAnswer {
  const invoice = requireShown(world, id);
  const intent = intentOfInvoice(world, id);
  const card = textOf(form, "number");
  if (invoice.status !== "open" || intent === null) throw invalidRequest("This invoice is not to be paid.");
  const method = readMethod(world, form, nowOfCustomer(world, invoice.customer));
  if (typeof method === "string") return view(world, invoice, { problem: method, card });
  world.payment_intents.update(intent.id, {
    payment_method: method.id,
    status: "requires_confirmation",
    next_action: null,
  });
  const attempt = { isOffSession: false, isAuthenticated: false, returnUrl: `${world.baseUrl}/invoices/${id}` };
  rememberAttempt(world, intent.id, attempt);
  const { intent: after, refusal } = attemptPayment(world, intent.id, { ...attempt, mandate: null });
  if (refusal !== null) followInvoicePayment(world, intent.id);
  if (refusal !== null) return view(world, invoice, { problem: refusal.message, card });
  return { location: after.next_action?.redirect_to_url?.url ?? `/invoices/${id}` };
}

function view(world: World, invoice: Records["invoices"], shown: { problem: string | null; card: string }): PageAnswer {
  const money = (amount: number) => formatAmount(amount, invoice.currency);
  const lines = world.invoice_lines.where((each) => each.invoice === invoice.id);
  const main = html`<section class="card">
<h1>Invoice ${invoice.number ?? invoice.id}</h1>
<p class="soft">${day(invoice.created)} · ${invoice.status}${invoice.customer_email === null ? "" : ` · ${invoice.customer_email}`}</p>
${billedTo(invoice)}
${invoice.description === null ? null : html`<p>${invoice.description}</p>`}
<p class="amount">${money(invoice.status === "open" ? invoice.amount_remaining : invoice.total)}</p>
<dl class="lines">
${lines.map((line) => html`<dt>${line.description ?? "Item"}<br><span class="soft">${day(line.period.start)} – ${day(line.period.end)}</span></dt><dd>${money(line.amount)}</dd>`)}
<dt class="total">Total</dt><dd class="total">${money(invoice.total)}</dd>
<dt>Paid</dt><dd>${money(invoice.amount_paid)}</dd>
</dl>
${(invoice.custom_fields ?? []).length === 0 ? null : html`<dl class="lines">${(invoice.custom_fields ?? []).map(({ name, value }) => html`<dt class="soft">${name}</dt><dd>${value}</dd>`)}</dl>`}
${invoice.footer === null ? null : html`<p class="soft">${invoice.footer}</p>`}
</section>${invoice.status === "open" ? payForm(invoice, shown, money(invoice.amount_remaining)) : null}`;
  return { status: 200, html: layout({ title: `Invoice ${invoice.number ?? ""}`, main }) };
}

/** Whom it is for, as the invoice keeps it, whatever became of the customer since. */
function billedTo({ customer_name: name, customer_address: address, customer_tax_ids: taxIds }: Records["invoices"]) {
  const place = [address?.postal_code, address?.city].filter(Boolean).join(" ");
  const lines = [name, address?.line1, address?.line2, place, address?.state, address?.country].filter(Boolean);
  const known = [...lines, ...(taxIds ?? []).map(({ value }) => `Tax ID ${value}`)];
  return known.length === 0 ? null : html`<p class="soft">Bill to: ${known.join(", ")}</p>`;
}

function payForm(invoice: Records["invoices"], shown: { problem: string | null; card: string }, amount: string): Html {
  return html`<section class="card" aria-labelledby="payment"><h2 id="payment">Payment details</h2>
${notice(shown.problem)}
<form method="post" action="/invoices/${invoice.id}">${cardFields({ number: shown.card || FIRST_CARD })}<button class="primary">Pay ${amount}</button></form>
${testCards(`/invoices/${invoice.id}`)}
</section>`;
}

function requireShown(world: World, id: string): Records["invoices"] {
  const invoice = world.invoices.require(id, "invoice");
  if (invoice.status !== "draft") return invoice;
  throw invalidRequest("This invoice is a draft and has no page yet.", { status: 404 });
}
