import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deliver } from "./testing/deliver.ts";
import { openShop, type Shop } from "./testing/shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.product.stop());

test("what another installation sells by the same account is no concern of ours, whatever it names", async () => {
  const farebox_business_id = randomUUID();
  const { id } = await shop.stripe.customers.create({ metadata: { farebox_business_id } });
  const theirs = { businessId: farebox_business_id, customerId: id };
  await shop.stripe.paymentMethods
    .attach("pm_card_visa", { customer: id })
    .then((card) => shop.stripe.customers.update(id, { invoice_settings: { default_payment_method: card.id } }));
  await shop.charge(theirs, { purchaseId: randomUUID() });
  await shop.subscribe(theirs);
  await shop.settle();
  const events = await shop.events();
  expect(events.length).toBeGreaterThan(4);
  expect(events.filter(({ status }) => status !== "ignored")).toEqual([]);
});

test("W24: names with zero characters and halves of pairs, and the deepest nesting, are no failure of ours", async () => {
  const event = (data: string) => `{"id":"evt_${randomUUID()}","type":"a.b","data":${data}}`;
  const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
  const bodies = [event('{"a\\u0000b":1}'), event('{"\\ud800":1}'), event('{"__proto__":{"a\\u0000":[]}}')];
  for (const levels of [500, 3_000, 5_000, 10_000, 100_000]) bodies.push(event(deep(levels)));
  for (const body of bodies) expect([200, 400]).toContain((await deliver(shop.product.url, body)).status);
});
