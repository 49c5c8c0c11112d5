import type { PortalConfiguration } from "../resources/billing-portal-configurations.ts";
import type { PortalSession } from "../resources/billing-portal-sessions.ts";
import type { World } from "../store/world.ts";
import { type Html, html } from "./html.ts";

/** What is known about the customer, as far as the configuration lets them change it. */
export function detailsForm(
  world: World,
  session: PortalSession,
  { customer_update: update }: PortalConfiguration["features"],
): Html | null {
  if (!update.enabled || update.allowed_updates.length === 0) return null;
  const { name, email, phone, address } = world.customers.require(session.customer);
  const may = (detail: string) => update.allowed_updates.some((each) => each === detail);
  return html`<section class="card" aria-labelledby="details"><h2 id="details">Your details</h2>
<form method="post" action="/p/session/${session.id}/details">
${may("name") ? field({ name: "name", label: "Name", type: "text", autocomplete: "name", value: name ?? "" }) : null}
${may("email") ? field({ name: "email", label: "Email", type: "email", autocomplete: "email", value: email ?? "" }) : null}
${may("phone") ? field({ name: "phone", label: "Phone", type: "tel", autocomplete: "tel", value: phone ?? "" }) : null}
${
  may("address")
    ? html`${field({ name: "line1", label: "Street and number", type: "text", autocomplete: "address-line1", value: address?.line1 ?? "" })}
<div class="pair">${field({ name: "postal_code", label: "Postal code", type: "text", autocomplete: "postal-code", value: address?.postal_code ?? "" })}${field({ name: "city", label: "City", type: "text", autocomplete: "address-level2", value: address?.city ?? "" })}</div>
${field({ name: "country", label: "Country (two letters)", type: "text", autocomplete: "country", value: address?.country ?? "" })}`
    : null
}
<button class="plain">Save details</button></form></section>`;
}

function field(of: { name: string; label: string; type: string; autocomplete: string; value: string }): Html {
  return html`<div class="field"><label for="${of.name}">${of.label}</label><input type="${of.type}" id="${of.name}" name="${of.name}" autocomplete="${of.autocomplete}" value="${of.value}"></div>`;
}
