import { expect, test } from "vitest";
import { checkDetails, listCountries, objectionsOf, toDraft } from "./billing-details-draft.ts";

const NOTHING = toDraft({ name: null, email: null, address: null, taxId: null });

test("nothing at all is right, and takes everything off the invoices", () => {
  expect(checkDetails(NOTHING)).toEqual({
    input: { name: "", email: null, address: null, taxId: "" },
    errors: null,
  });
});

test("an address has a street and a country, a tax id a country", () => {
  expect(Object.keys(checkDetails({ ...NOTHING, city: "Kiel" }).errors ?? {})).toEqual(["line1", "country"]);
  expect(Object.keys(checkDetails({ ...NOTHING, taxId: "DE123456789" }).errors ?? {})).toEqual(["country"]);
  expect(Object.keys(checkDetails({ ...NOTHING, email: "a@b" }).errors ?? {})).toEqual(["email"]);
});

test("what is written is sent without the blanks around it", () => {
  const { input } = checkDetails({ ...NOTHING, name: " Harbour ", line1: "Hafen 1 ", country: "DE", taxId: " DE1 " });
  expect(input).toMatchObject({ name: "Harbour", address: { line1: "Hafen 1", country: "DE" }, taxId: "DE1" });
});

test("what the API objects to stands at its field", () => {
  const fields = ["email", "address.country", "taxId", "somewhere.else"].map((path) => ({
    path,
    code: "invalid",
    message: "no",
  }));
  const problem = { code: "validation_failed", message: "", retryable: false, requestId: "", fields };
  expect(Object.keys(objectionsOf(problem as never))).toEqual(["email", "country", "taxId"]);
});

test("countries are listed once each, by name", () => {
  const codes = listCountries().map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes).toContain("DE");
  expect(codes).not.toContain("ZZ");
});
