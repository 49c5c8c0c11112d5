import { expect, test } from "vitest";
import { isCountry } from "./countries.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const ALL = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(isCountry);

test("countries of today are countries, those of yesterday and what is none are not", () => {
  for (const code of ["DE", "US", "GB", "SA", "EG", "JP", "CH", "BR", "ZA", "NZ"]) expect(isCountry(code)).toBe(true);
  for (const code of ["DD", "SU", "YU", "EU", "UN", "ZZ", "XA", "de", "D", "DEU", "", "UK"]) {
    expect(isCountry(code), code).toBe(false);
  }
});

test("there are as many as there should be", () => {
  // ISO lists 249; a runtime knows a few exceptional reservations besides.
  expect(ALL.length).toBeGreaterThanOrEqual(249);
  expect(ALL.length).toBeLessThanOrEqual(262);
});
