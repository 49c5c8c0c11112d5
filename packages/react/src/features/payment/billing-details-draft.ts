import { isCountry } from "@farebox/billing-core";
import { locale } from "../../lib/locale.ts";
import type { ApiProblem } from "../../lib/problem.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { BillingDetails, BillingDetailsInput } from "./use-billing-details.ts";

/** What is written on invoices as it is being changed: every field a text. */
export type DetailsDraft = Readonly<Record<DetailsField, string>>;
export type DetailsErrors = Readonly<Partial<Record<DetailsField, string>>>;

export const DETAILS_FIELDS = [
  "name",
  "email",
  "line1",
  "line2",
  "postalCode",
  "city",
  "state",
  "country",
  "taxId",
] as const;
export type DetailsField = (typeof DETAILS_FIELDS)[number];

const words = sellingStrings.payment.billing.errors;

/** As many characters as the API takes. */
export const MOST_CHARACTERS: Readonly<Record<DetailsField, number>> = {
  name: 150,
  email: 254,
  line1: 200,
  line2: 200,
  postalCode: 20,
  city: 100,
  state: 100,
  country: 2,
  taxId: 50,
};

export function toDraft({ name, email, address, taxId }: BillingDetails): DetailsDraft {
  return {
    name: name ?? "",
    email: email ?? "",
    line1: address?.line1 ?? "",
    line2: address?.line2 ?? "",
    postalCode: address?.postalCode ?? "",
    city: address?.city ?? "",
    state: address?.state ?? "",
    country: address?.country ?? "",
    taxId: taxId?.value ?? "",
  };
}

/** What to send, or what is wrong, by field. The API checks the same again, and what a country's tax id looks like. */
export function checkDetails(
  draft: DetailsDraft,
):
  | { readonly input: BillingDetailsInput; readonly errors: null }
  | { readonly input: null; readonly errors: DetailsErrors } {
  const { line1, line2, postalCode, city, state, country, ...own } = trimmed(draft);
  const hasAddress = [line1, line2, postalCode, city, state, country].some((text) => text !== "");
  const errors = {
    ...(own.email !== "" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(own.email) && { email: words.email }),
    ...(hasAddress && line1 === "" && { line1: words.line1 }),
    ...((hasAddress || own.taxId !== "") && !isCountry(country) && { country: words.country }),
  };
  if (Object.keys(errors).length > 0) return { input: null, errors };
  return {
    input: {
      name: own.name,
      email: own.email === "" ? null : own.email,
      address: hasAddress ? { line1, line2, postalCode, city, state, country } : null,
      taxId: own.taxId,
    },
    errors: null,
  };
}

/** The API's objections, in the reader's words, at the fields they are about. */
export function objectionsOf(problem: ApiProblem | null): DetailsErrors {
  const found = (problem?.fields ?? []).flatMap(({ path }) => {
    const field =
      path === "address" ? "country" : DETAILS_FIELDS.find((name) => name === path || `address.${name}` === path);
    return field === undefined ? [] : [[field, words[field]] as const];
  });
  return Object.fromEntries(found);
}

/** Every country by its name in the reader's language, in the order of that language. */
export function listCountries(): readonly { readonly code: string; readonly name: string }[] {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  return LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .filter(isCountry)
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((left, right) => left.name.localeCompare(right.name, locale));
}

export function nameCountry(code: string): string {
  return new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? code;
}

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

function trimmed(draft: DetailsDraft): DetailsDraft {
  return Object.fromEntries(DETAILS_FIELDS.map((name) => [name, draft[name].trim()])) as DetailsDraft;
}
