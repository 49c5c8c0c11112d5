/**
 * The kinds of tax id the sandbox takes, with how each is written. Stripe knows many more; those are refused by name.
 * Source: https://docs.stripe.com/billing/customer/tax-ids#supported-tax-id
 */
const FORMS = {
  ae_trn: /^\d{15}$/u,
  au_abn: /^\d{11}$/u,
  br_cnpj: /^\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}$/u,
  ca_bn: /^\d{9}$/u,
  ch_vat: /^CHE-\d{3}\.\d{3}\.\d{3} (MWST|TVA|IVA)$/u,
  eu_vat: /^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)[0-9A-Z]{2,12}$/u,
  gb_vat: /^GB(\d{9}|\d{12})$/u,
  il_vat: /^\d{9}$/u,
  in_gst: /^\d{2}[0-9A-Z]{13}$/u,
  is_vat: /^\d{6}$/u,
  jp_trn: /^T\d{13}$/u,
  kr_brn: /^\d{3}-\d{2}-\d{5}$/u,
  mx_rfc: /^[A-Z&]{3,4}\d{6}[0-9A-Z]{3}$/u,
  no_vat: /^\d{9}MVA$/u,
  nz_gst: /^\d{8,9}$/u,
  sa_vat: /^\d{15}$/u,
  sg_gst: /^[A-Z0-9]{9,10}$/u,
  tr_tin: /^\d{10}$/u,
  us_ein: /^\d{2}-\d{7}$/u,
  za_vat: /^4\d{9}$/u,
} as const;

type TaxIdType = keyof typeof FORMS;

export const TAX_ID_TYPES = Object.keys(FORMS) as readonly TaxIdType[];

export function isTaxIdOf(type: TaxIdType, value: string): boolean {
  return FORMS[type].test(value);
}

/** A VAT number of the union names its country itself: Greece as EL, Northern Ireland as XI. */
export function taxIdCountry(type: TaxIdType, value: string): string {
  if (type !== "eu_vat") return type.slice(0, 2).toUpperCase();
  const prefix = value.slice(0, 2);
  return prefix === "EL" ? "GR" : prefix === "XI" ? "GB" : prefix;
}
