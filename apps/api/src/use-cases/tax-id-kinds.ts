/** A tax id as the payment provider wants it said. */
export type TaxIdText = { readonly type: TaxIdType; readonly value: string };

/**
 * Which kind of tax id a business of a country has, and how one is written. Whether it really is somebody's, the provider finds
 * out. Null: not written like one of that country's; `unknown`: we know none of that country's.
 */
export function readTaxId(country: string, text: string): TaxIdText | null | "unknown" {
  const value = text.trim().toUpperCase().replace(/\s+/g, " ");
  const kind = EU_PREFIXES[country] === undefined ? KINDS[country] : euKind(EU_PREFIXES[country]);
  if (kind === undefined) return "unknown";
  const tight = kind.keepsSpaces ? value : value.replaceAll(" ", "");
  return kind.form.test(tight) ? { type: kind.type, value: tight } : null;
}

type Kind = { readonly type: TaxIdType; readonly form: RegExp; readonly keepsSpaces?: true };

/** Greece writes EL. */
const EU_PREFIXES: Readonly<Record<string, string>> = Object.fromEntries(
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
    .split(" ")
    .map((country) => [country, country === "GR" ? "EL" : country]),
);

function euKind(prefix: string): Kind {
  return { type: "eu_vat", form: new RegExp(`^${prefix}[0-9A-Z+*]{2,12}$`) };
}

const KINDS: Readonly<Record<string, Kind>> = {
  AE: { type: "ae_trn", form: /^\d{15}$/ },
  AU: { type: "au_abn", form: /^\d{11}$/ },
  BR: { type: "br_cnpj", form: /^\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}$/ },
  CA: { type: "ca_bn", form: /^\d{9}$/ },
  CH: { type: "ch_vat", form: /^CHE-\d{3}\.\d{3}\.\d{3} (MWST|TVA|IVA)$/, keepsSpaces: true },
  GB: { type: "gb_vat", form: /^GB(\d{9}|\d{12})$/ },
  IL: { type: "il_vat", form: /^\d{9}$/ },
  IN: { type: "in_gst", form: /^\d{2}[0-9A-Z]{13}$/ },
  IS: { type: "is_vat", form: /^\d{6}$/ },
  JP: { type: "jp_trn", form: /^T\d{13}$/ },
  KR: { type: "kr_brn", form: /^\d{3}-\d{2}-\d{5}$/ },
  MX: { type: "mx_rfc", form: /^[A-Z&]{3,4}\d{6}[0-9A-Z]{3}$/ },
  NO: { type: "no_vat", form: /^\d{9}MVA$/ },
  NZ: { type: "nz_gst", form: /^\d{8,9}$/ },
  SA: { type: "sa_vat", form: /^\d{15}$/ },
  SG: { type: "sg_gst", form: /^[0-9A-Z]{9,10}$/ },
  TR: { type: "tr_tin", form: /^\d{10}$/ },
  US: { type: "us_ein", form: /^\d{2}-\d{7}$/ },
  ZA: { type: "za_vat", form: /^4\d{9}$/ },
};

export type TaxIdType =
  | "ae_trn"
  | "au_abn"
  | "br_cnpj"
  | "ca_bn"
  | "ch_vat"
  | "eu_vat"
  | "gb_vat"
  | "il_vat"
  | "in_gst"
  | "is_vat"
  | "jp_trn"
  | "kr_brn"
  | "mx_rfc"
  | "no_vat"
  | "nz_gst"
  | "sa_vat"
  | "sg_gst"
  | "tr_tin"
  | "us_ein"
  | "za_vat";
