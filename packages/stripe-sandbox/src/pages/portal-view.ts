import { formatAmount } from "../billing/currencies.ts";
import { runningSubscriptions } from "../portal/portal-actions.ts";
import type { PortalConfiguration } from "../resources/billing-portal-configurations.ts";
import type { PortalSession } from "../resources/billing-portal-sessions.ts";
import type { Records } from "../store/collections.ts";
import type { World } from "../store/world.ts";
import { describePrice, productName } from "../subscribing/billed-price.ts";
import { brandName, cardFields, FIRST_CARD, testCards } from "./card-form.ts";
import { day } from "./day.ts";
import { type Html, html } from "./html.ts";
import { layout, notice } from "./layout.ts";
import { detailsForm } from "./portal-details-view.ts";

interface Shown {
  readonly card: string;
  readonly done: string;
  readonly problem: string | null;
}

/** The portal: whole, or the one part a flow is about. */
export function portalView(world: World, session: PortalSession, shown: Shown): string {
  const { features, business_profile: profile } = world.billing_portal_configurations.require(session.configuration);
  const isAbout = (type: string) => session.flow === null || session.flow.type === type;
  const hasPlans = isAbout("subscription_cancel") || isAbout("subscription_update");
  const main = html`${session.return_url === null ? null : html`<p><a href="${session.return_url}">← Return to ${hostOf(session.return_url)}</a></p>`}
<h1>${profile.headline ?? "Your billing"}</h1>
${notice(shown.problem)}${notice(shown.done === "" ? null : shown.done, "good")}
${hasPlans ? plans(world, session, features) : null}
${isAbout("payment_method_update") && features.payment_method_update.enabled ? cards(world, session, shown) : null}
${session.flow === null ? detailsForm(world, session, features) : null}
${session.flow === null && features.invoice_history.enabled ? invoices(world, session) : null}`;
  return layout({ title: "Your billing – portal", main: html`${main}${legalLinks(profile)}` });
}

function legalLinks({
  privacy_policy_url: privacy,
  terms_of_service_url: terms,
}: PortalConfiguration["business_profile"]): Html | null {
  if (privacy === null && terms === null) return null;
  return html`<p>${terms === null ? null : html`<a href="${terms}">Terms</a> `}${privacy === null ? null : html`<a href="${privacy}">Privacy</a>`}</p>`;
}

function plans(world: World, session: PortalSession, features: PortalConfiguration["features"]): Html {
  const asked = session.flow?.subscription_cancel?.subscription ?? session.flow?.subscription_update?.subscription;
  const running = runningSubscriptions(world, session).filter((each) => asked === undefined || each.id === asked);
  return html`<section class="card" aria-labelledby="plans"><h2 id="plans">Current plan</h2>
${running.length === 0 ? html`<p class="soft">You have no plan.</p>` : running.map((each) => plan(world, session, each, features))}
</section>`;
}

function plan(
  world: World,
  session: PortalSession,
  subscription: Records["subscriptions"],
  features: PortalConfiguration["features"],
): Html {
  const items = world.subscription_items.where((each) => each.subscription === subscription.id);
  const end = items[0]?.current_period_end;
  const isEnding = subscription.cancel_at_period_end || subscription.cancel_at !== null;
  const change = (
    path: string,
    label: string,
    kind: string,
    more: Html | null = null,
  ) => html`<form method="post" action="/p/session/${session.id}/subscription/${path}">
<input type="hidden" name="subscription" value="${subscription.id}">${more}<button class="${kind}">${label}</button></form>`;
  return html`<p><strong>${items.map((item) => describePrice(world, item.price, { quantity: item.quantity ?? 1, currency: subscription.currency }))}</strong><br>
<span class="soft">${isEnding ? "Ends" : subscription.status === "trialing" ? "Trial ends" : "Renews"}${end === undefined ? "" : ` on ${day(end)}`} · ${subscription.status.replaceAll("_", " ")}</span></p>
${features.subscription_update.enabled ? otherPlans(world, session, subscription, features) : null}
${features.subscription_cancel.enabled ? (isEnding ? change("keep", "Don’t cancel plan", "plain") : change("cancel", "Cancel plan", "plain", reasons(subscription.id, features))) : null}`;
}

/** Why the customer leaves, where the configuration asks. */
function reasons(subscription: string, { subscription_cancel: cancel }: PortalConfiguration["features"]): Html | null {
  const { enabled, options } = cancel.cancellation_reason;
  if (!enabled || options.length === 0) return null;
  return html`<div class="field"><label for="reason-${subscription}">Why do you cancel?</label>
<select id="reason-${subscription}" name="reason"><option value="">Rather not say</option>${options.map((each) => html`<option value="${each}">${REASONS[each] ?? each}</option>`)}</select></div>`;
}

const REASONS: { readonly [reason: string]: string } = {
  customer_service: "Customer service was less than expected",
  low_quality: "Quality was less than expected",
  missing_features: "Some features are missing",
  other: "Other reason",
  switched_service: "I found an alternative",
  too_complex: "It is too complex",
  too_expensive: "It is too expensive",
  unused: "I do not use it enough",
};

function otherPlans(
  world: World,
  session: PortalSession,
  subscription: Records["subscriptions"],
  features: PortalConfiguration["features"],
): Html | null {
  const prices = (features.subscription_update.products ?? []).flatMap((product) =>
    product.prices.map((price) => world.prices.require(price)),
  );
  const [item] = world.subscription_items.where((each) => each.subscription === subscription.id);
  const current = item?.price.id;
  const may = (name: string) => features.subscription_update.default_allowed_updates.some((each) => each === name);
  if (!may("price") && !may("quantity")) return null;
  return html`<form method="post" action="/p/session/${session.id}/subscription/change">
<input type="hidden" name="subscription" value="${subscription.id}">
${
  may("price")
    ? html`<div class="field"><label for="price-${subscription.id}">Change plan</label>
<select id="price-${subscription.id}" name="price">${prices.map(
        (price) =>
          html`<option value="${price.id}"${price.id === current ? html` selected` : null}>${productName(world, price)} – ${formatAmount(price.unit_amount ?? 0, price.currency)} / ${price.recurring?.interval ?? "once"}</option>`,
      )}</select></div>`
    : null
}
${may("quantity") ? html`<div class="field"><label for="quantity-${subscription.id}">Quantity</label><input type="number" id="quantity-${subscription.id}" name="quantity" min="1" required value="${item?.quantity ?? 1}"></div>` : null}
<p><button class="plain">Change plan</button></p></form>`;
}

function cards(world: World, session: PortalSession, shown: Shown): Html {
  const saved = world.payment_methods.where((each) => each.customer === session.customer && each.card !== undefined);
  const usual = world.customers.require(session.customer).invoice_settings.default_payment_method;
  const act = (
    path: string,
    method: string,
    label: Html,
  ) => html`<form method="post" action="/p/session/${session.id}/card/${path}">
<input type="hidden" name="method" value="${method}"><button>${label}</button></form>`;
  return html`<section class="card" aria-labelledby="cards"><h2 id="cards">Payment methods</h2>
${saved.length === 0 ? html`<p class="soft">You have no card saved.</p>` : null}
${saved.map(({ id, card }) => {
  const name = `${brandName(card?.display_brand)} ending in ${card?.last4}`;
  return html`<p>${name}, expires ${card?.exp_month} / ${card?.exp_year}${usual === id ? html` <strong>(default)</strong>` : null}</p>
<div class="actions">${usual === id ? null : act("default", id, html`Use for payments<span class="hidden">: ${name}</span>`)}${act("remove", id, html`Remove<span class="hidden">: ${name}</span>`)}</div>`;
})}
<h3>Add a card</h3>
<form method="post" action="/p/session/${session.id}/card">${cardFields({ number: shown.card || FIRST_CARD })}<button class="primary">Add card</button></form>
${testCards(`/p/session/${session.id}`)}
</section>`;
}

function invoices(world: World, session: PortalSession): Html {
  const shown = world.invoices.where((each) => each.customer === session.customer && each.status !== "draft").reverse();
  return html`<section class="card" aria-labelledby="invoices"><h2 id="invoices">Invoices</h2>
${
  shown.length === 0
    ? html`<p class="soft">There are no invoices yet.</p>`
    : html`<ul>${shown.map((each) => html`<li><a href="/invoices/${each.id}">${day(each.created)}: ${formatAmount(each.total, each.currency)}</a> <span class="soft">${each.status}</span></li>`)}</ul>`
}
</section>`;
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
