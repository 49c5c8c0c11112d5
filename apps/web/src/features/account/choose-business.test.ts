import type { Business } from "@farebox/react/lib/business.ts";
import { expect, test } from "vitest";
import { chooseBusiness } from "./choose-business.ts";

const acme = business("acme");
const zenith = business("zenith");

test("an address that names a business shows that one or none", () => {
  expect(chooseBusiness([acme, zenith], { named: "zenith", remembered: "acme" })).toBe(zenith);
  expect(chooseBusiness([acme], { named: "zenith", remembered: "acme" })).toBe("missing");
});

test("without a name it is the one used last, and the first when that is gone", () => {
  expect(chooseBusiness([acme, zenith], { named: undefined, remembered: "zenith" })).toBe(zenith);
  expect(chooseBusiness([acme, zenith], { named: undefined, remembered: "left" })).toBe(acme);
});

test("a person without a business is asked to make one", () => {
  expect(chooseBusiness([], { named: undefined, remembered: null })).toBe("none");
});

function business(id: string): Business {
  return { id, name: id, role: "owner", timeZone: "UTC", isSuspended: false };
}
