import { formatAmount } from "../billing/currencies.ts";
import type { CheckoutSession } from "../checkout/create-session.ts";
import type { LineItem } from "../checkout/line-items.ts";
import type { World } from "../store/world.ts";
import { addressFields, brandName, cardFields, FIRST_CARD, ibanField, phoneField, testCards } from "./card-form.ts";
import { type Html, html } from "./html.ts";
import { layout, notice } from "./layout.ts";

const FIRST_IBAN = "AT611904300234573201";

/** The page as the customer sees it while the session is open. */
export function checkoutView(
  world: World,
  session: CheckoutSession,
  shown: { card?: string; methodType?: string; notice: string | null },
): string {
  const { lineItems } = world.checkout_plans.require(session.id);
  const path = `/c/pay/${session.id}`;
  const main = html`${session.cancel_url === null ? null : html`<p><a href="${session.cancel_url}">← Back to ${hostOf(session.cancel_url)}</a></p>`}
<section class="card" aria-labelledby="title">
<h1 id="title">${titleOf(session)}</h1>
${summary(session, lineItems)}
${session.allow_promotion_codes === true ? promotion(session, path) : null}
</section>
<section class="card" aria-labelledby="payment">
<h2 id="payment">${needsMethod(session) ? "Payment details" : "Your details"}</h2>
${notice(shown.notice)}
<form method="post" action="${path}">
${emailField(session)}
${session.phone_number_collection?.enabled === true ? phoneField() : null}
${needsMethod(session) ? methodFields(world, session, shown) : null}
<button class="primary">${buttonOf(session)}</button>
</form>
${needsMethod(session) && shown.methodType !== "sepa_debit" ? testCards(path) : null}
</section>`;
  return layout({ title: `${titleOf(session)} – checkout`, main, shape: "split" });
}

/** What is shown when it is too late. */
export function endedView(session: CheckoutSession): string {
  const main = html`<section class="card"><h1>This page has expired</h1>
<p class="soft">The checkout session is no longer open.</p>
${session.cancel_url === null ? null : html`<p><a class="button plain" href="${session.cancel_url}">Back to ${hostOf(session.cancel_url)}</a></p>`}
</section>`;
  return layout({ title: "Checkout has expired", main });
}

function summary(session: CheckoutSession, items: readonly LineItem[]): Html | null {
  const { amount_total: total, currency, total_details: details } = session;
  if (total === null || currency === null) return null;
  const money = (amount: number) => formatAmount(amount, currency);
  return html`<p class="amount">${money(total)}</p>
<dl class="lines">
${items.map(
  (item) =>
    html`<dt>${item.description}${item.quantity === null || item.quantity === 1 ? null : html` <span class="soft">× ${item.quantity}</span>`}${rhythm(item)}</dt><dd>${money(item.amount_subtotal)}</dd>`,
)}
${details === null || details.amount_discount === 0 ? null : html`<dt>Discount</dt><dd>−${money(details.amount_discount)}</dd>`}
<dt class="total">Total due today</dt><dd class="total">${money(total)}</dd>
</dl>`;
}

function rhythm({ price }: LineItem): Html | null {
  if (price?.recurring == null) return null;
  const { interval, interval_count: count } = price.recurring;
  return html`<br><span class="soft">billed every ${count === 1 ? interval : `${count} ${interval}s`}</span>`;
}

function promotion(session: CheckoutSession, path: string): Html {
  const isApplied = (session.discounts ?? []).length > 0;
  return html`<form method="post" action="${path}/promotion">
${
  isApplied
    ? html`<p><button name="remove" value="yes">Remove promotion code</button></p>`
    : html`<div class="field"><label for="code">Promotion code</label><input type="text" id="code" name="code" autocomplete="off" required></div><button>Apply</button>`
}
</form>`;
}

function emailField(session: CheckoutSession): Html {
  const known = session.customer_email ?? session.customer_details?.email ?? "";
  const isFixed = session.customer_email !== null || (session.customer !== null && known !== "");
  return html`<div class="field">
<label for="email">Email</label>
<input type="email" id="email" name="email" autocomplete="email" required value="${known}"${isFixed ? html` readonly` : null}>
</div>`;
}

function methodFields(world: World, session: CheckoutSession, shown: { card?: string; methodType?: string }): Html {
  const isDebit = shown.methodType === "sepa_debit" || session.payment_method_types.join() === "sepa_debit";
  const hasBoth = session.payment_method_types.length > 1;
  const path = `/c/pay/${session.id}`;
  return html`${
    hasBoth
      ? html`<p>${isDebit ? html`<a href="${path}">Pay by card instead</a>` : html`<a href="${path}?method=sepa_debit">Pay by SEPA debit instead</a>`}</p>`
      : null
  }${savedCards(world, session)}${isDebit ? ibanField(FIRST_IBAN) : cardFields({ number: shown.card || FIRST_CARD })}
<div class="field"><label for="name">${isDebit ? "Account holder" : "Name on card"}</label><input type="text" id="name" name="name" autocomplete="name" value="Jenny Rosen"></div>
${session.billing_address_collection === "required" ? addressFields() : null}`;
}

/** Cards the customer allowed to be shown again. */
function savedCards(world: World, session: CheckoutSession): Html | null {
  const filters = session.saved_payment_method_options?.allow_redisplay_filters ?? [];
  const saved = world.payment_methods.where(
    (method) =>
      session.customer !== null &&
      method.customer === session.customer &&
      method.card !== undefined &&
      filters.includes(method.allow_redisplay ?? "unspecified"),
  );
  if (saved.length === 0) return null;
  return html`<fieldset><legend>Pay with</legend>
${saved.map(
  (method) =>
    html`<div class="choice"><input type="radio" id="${method.id}" name="saved" value="${method.id}"><label for="${method.id}">${brandName(method.card?.display_brand)} ending in ${method.card?.last4}</label></div>`,
)}
<div class="choice"><input type="radio" id="saved-new" name="saved" value="new" checked><label for="saved-new">The card below</label></div>
</fieldset>`;
}

function needsMethod(session: CheckoutSession): boolean {
  if (session.mode === "setup" || session.amount_total !== 0) return true;
  return session.mode === "subscription" && session.payment_method_collection !== "if_required";
}

function titleOf(session: CheckoutSession): string {
  if (session.mode === "setup") return "Save a card";
  return session.mode === "subscription" ? "Subscribe" : "Pay";
}

function buttonOf(session: CheckoutSession): string {
  if (session.mode === "setup") return "Save card";
  if (session.mode === "subscription") return session.amount_total === 0 ? "Start trial" : "Subscribe";
  const verb = VERBS[session.submit_type ?? "pay"] ?? "Pay";
  return `${verb} ${formatAmount(session.amount_total ?? 0, session.currency ?? "usd")}`;
}

/** By the session's `submit_type`. */
const VERBS: { readonly [type: string]: string } = { book: "Book", donate: "Donate", subscribe: "Subscribe" };

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
