import type Stripe from "stripe";
import { string } from "./scalars.ts";
import { emptyable, required } from "./schema.ts";
import { object, type Parsed } from "./structures.ts";

const addressShape = {
  city: emptyable(string()),
  country: emptyable(string()),
  line1: emptyable(string()),
  line2: emptyable(string()),
  postal_code: emptyable(string()),
  state: emptyable(string()),
};

export function address() {
  return object(addressShape);
}

export function shipping() {
  return object({ address: required(address()), name: required(string()), phone: emptyable(string()) });
}

export function buildAddress(given: Parsed<typeof addressShape>): Stripe.Address {
  return {
    city: given.city ?? null,
    country: given.country ?? null,
    line1: given.line1 ?? null,
    line2: given.line2 ?? null,
    postal_code: given.postal_code ?? null,
    state: given.state ?? null,
  };
}
