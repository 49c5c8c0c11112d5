import { expect, test } from "vitest";
import { readTaxId } from "./tax-id-kinds.ts";

test.each([
  ["DE", "de 123 456 789", { type: "eu_vat", value: "DE123456789" }],
  ["GR", "EL123456789", { type: "eu_vat", value: "EL123456789" }],
  ["GB", "GB 123 4567 89", { type: "gb_vat", value: "GB123456789" }],
  ["CH", "che-123.456.789  mwst", { type: "ch_vat", value: "CHE-123.456.789 MWST" }],
  ["US", "12-3456789", { type: "us_ein", value: "12-3456789" }],
  ["DE", "FR12345678901", null],
  ["GR", "GR123456789", null],
  ["US", "123456789", null],
  ["KE", "P051234567X", "unknown"],
] as const)("of %s, %j is read as %j", (country, text, wanted) => {
  expect(readTaxId(country, text)).toEqual(wanted);
});
