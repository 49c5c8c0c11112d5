import { createPaymentMethod, type PaymentMethod } from "../resources/payment-methods.ts";
import type { World } from "../store/world.ts";
import { StripeError } from "../wire/errors.ts";
import type { RawHash } from "../wire/raw-parameters.ts";
import { type Html, html } from "./html.ts";

/** The fields of a card, filled in already with a test card that can be changed by the links below. */
export function cardFields({ number }: { number: string }): Html {
  return html`<div class="field">
<label for="number">Card number</label>
<input type="text" id="number" name="number" inputmode="numeric" autocomplete="off" required value="${spaced(number.replaceAll(/\s/gu, ""))}">
</div>
<div class="pair">
<div class="field"><label for="expiry">Expiry (MM / YY)</label><input type="text" id="expiry" name="expiry" inputmode="numeric" autocomplete="off" required value="12 / 34"></div>
<div class="field"><label for="cvc">Security code</label><input type="text" id="cvc" name="cvc" inputmode="numeric" autocomplete="off" required value="123"></div>
</div>`;
}

/** The most useful test cards, each a link that fills its number in. */
export function testCards(path: string): Html {
  return html`<details open><summary>Use another test card</summary>
<ul class="cards">${SUGGESTED.map(([number, effect]) => html`<li><a href="${path}?card=${number}">${effect}</a> <code>${spaced(number)}</code></li>`)}</ul>
</details>`;
}

export function ibanField(iban: string): Html {
  return html`<div class="field">
<label for="iban">IBAN</label>
<input type="text" id="iban" name="iban" autocomplete="off" required value="${iban}">
</div>`;
}

export function phoneField(): Html {
  return html`<div class="field"><label for="phone">Phone</label><input type="tel" id="phone" name="phone" autocomplete="tel" required value="+1 415 555 0132"></div>`;
}

/** Filled in already, as the card is. */
export function addressFields(): Html {
  const field = (name: string, label: string, value: string, autocomplete: string) =>
    html`<div class="field"><label for="${name}">${label}</label><input type="text" id="${name}" name="${name}" autocomplete="${autocomplete}" required value="${value}"></div>`;
  return html`<fieldset><legend>Billing address</legend>
${field("line1", "Street and number", "510 Townsend St", "address-line1")}
<div class="pair">${field("postal_code", "Postal code", "94103", "postal-code")}${field("city", "City", "San Francisco", "address-level2")}</div>
${field("country", "Country (two letters)", "US", "country")}
</fieldset>`;
}

/** The method a form describes, or what is wrong with it in words for the customer. */
export function readMethod(world: World, form: RawHash, now: number): PaymentMethod | string {
  const [month = "", year = ""] = textOf(form, "expiry")
    .split("/")
    .map((part) => part.trim());
  const billing_details = {
    ...(textOf(form, "email") === "" ? {} : { email: textOf(form, "email") }),
    ...(textOf(form, "name") === "" ? {} : { name: textOf(form, "name") }),
    ...(textOf(form, "phone") === "" ? {} : { phone: textOf(form, "phone") }),
    ...(textOf(form, "line1") === "" ? {} : { address: addressOf(form) }),
  };
  const iban = textOf(form, "iban");
  try {
    return createPaymentMethod(
      world,
      iban === ""
        ? {
            type: "card",
            billing_details,
            card: {
              number: textOf(form, "number"),
              exp_month: Number(month) || 0,
              exp_year: Number(year) || 0,
              cvc: textOf(form, "cvc"),
            },
          }
        : { type: "sepa_debit", billing_details, sepa_debit: { iban } },
      { now, param: "" },
    );
  } catch (failure) {
    // Nothing has been written yet: the details are read before a method is made of them.
    if (failure instanceof StripeError) return failure.message;
    throw failure;
  }
}

function addressOf(form: RawHash) {
  return {
    line1: textOf(form, "line1"),
    postal_code: textOf(form, "postal_code"),
    city: textOf(form, "city"),
    country: textOf(form, "country").toUpperCase(),
  };
}

export function textOf(form: RawHash, name: string): string {
  const value = form[name];
  return typeof value === "string" ? value.trim() : "";
}

export const FIRST_CARD = "4242424242424242";

/** `visa` as it is written on the card. */
export function brandName(brand: string | null | undefined): string {
  return (brand ?? "card")
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}

function spaced(number: string): string {
  return number.replaceAll(/(.{4})(?=.)/gu, "$1 ");
}

const SUGGESTED = [
  ["4242424242424242", "Succeeds"],
  ["4000002760003184", "Asks for 3-D Secure"],
  ["4000000000000002", "Is declined"],
  ["4000000000009995", "Has insufficient funds"],
  ["4000000000000069", "Has expired"],
  ["4000000000000341", "Is saved, then declines"],
  ["4000000000000259", "Is paid, then disputed"],
] as const;
