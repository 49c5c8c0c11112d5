import fc from "fast-check";
import { expect, test } from "vitest";
import { businessIdOf } from "./business-id.ts";

test("a name always means the same business, on every machine", () => {
  expect(businessIdOf("b01")).toBe(businessIdOf("b01"));
  expect(businessIdOf("b01")).toMatchInlineSnapshot(`"87c30bfb-ddbd-5831-aff5-7138d33070ff"`);
});

test("an id is a version 5 uuid, and two names have two", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(businessIdOf(one)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      if (one !== other) expect(businessIdOf(one)).not.toBe(businessIdOf(other));
    }),
  );
});
