import type Stripe from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openShop, type Shop } from "./testing/shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.product.stop());

/** A subscription to `starter` that is moved at the dashboard, one move after another; the tokens that are there then. */
async function tokensAfter(moves: readonly Move[]): Promise<number> {
  const buyer = await shop.newCustomer();
  const subscription = await shop.subscribe(buyer, "starter");
  for (const move of moves) await makeMove(subscription, move);
  await shop.settle();
  return shop.tokensOf(buyer);
}

async function makeMove({ id, items }: Stripe.Subscription, [plan, how]: Move): Promise<void> {
  const { data } = await shop.stripe.prices.list({ lookup_keys: [`farebox_plan_${plan}_month`] });
  await shop.stripe.subscriptions.update(id, {
    items: [{ id: items.data[0]?.id ?? "", price: data[0]?.id ?? "" }],
    ...how,
  });
}

type Move = readonly [
  plan: string,
  how: Pick<Stripe.SubscriptionUpdateParams, "proration_behavior" | "payment_behavior">,
];

const LATER = { proration_behavior: "create_prorations" } as const;
const UNBILLED = { proration_behavior: "none" } as const;
const NOW = { proration_behavior: "always_invoice" } as const;
const NOW_IF_PAID = { ...NOW, payment_behavior: "pending_if_incomplete" } as const;

/** The months are a few seconds shorter for what is bought after the first plan. */
const SOME_SECONDS_TOKENS = 1;

test.each([
  ["at once", NOW],
  ["once it is paid", NOW_IF_PAID],
])(
  "M14: a plan that was never billed is not taken for the one whose charge still waited: a greater one %s",
  async (_, how) => {
    // Pro's charge waits, starter takes its place for nothing, business credits pro's charge on a line of starter.
    const tokens = await tokensAfter([
      ["pro", LATER],
      ["starter", UNBILLED],
      ["business", how],
    ]);
    expect(tokens).toBeLessThanOrEqual(20_000);
    expect(tokens).toBeGreaterThan(20_000 - SOME_SECONDS_TOKENS);
  },
);

test("M13: a charge that waited and is credited for a smaller plan takes back what it brought, no more", async () => {
  // Pro's charge waits, business takes its place for nothing; going back credits pro's charge on a line of business.
  const tokens = await tokensAfter([
    ["pro", LATER],
    ["business", UNBILLED],
    ["starter", NOW],
  ]);
  expect(tokens).toBeLessThanOrEqual(1_000);
  expect(tokens).toBeGreaterThan(1_000 - SOME_SECONDS_TOKENS);
});

test("M15: a credit whose charge somebody deleted while it waited is left to a person, the rest of its invoice counts", async () => {
  const buyer = await shop.newCustomer();
  const subscription = await shop.subscribe(buyer, "starter");
  await makeMove(subscription, ["pro", LATER]);
  await makeMove(subscription, ["starter", LATER]);
  const { data } = await shop.stripe.invoiceItems.list({ customer: buyer.customerId, pending: true });
  const charge = data.find(({ amount }) => amount > 2_000);
  await shop.stripe.invoiceItems.del(charge?.id ?? "");
  await makeMove(subscription, ["business", NOW]);
  await shop.settle();
  const tokens = await shop.tokensOf(buyer);
  expect(tokens).toBeLessThanOrEqual(20_000);
  expect(tokens).toBeGreaterThan(0);
  const quarantined = await shop.events("quarantined");
  expect(quarantined.map(({ type }) => type)).toContain("invoice.paid");
  expect(quarantined.every(({ problem }) => problem?.includes("unknown_price"))).toBe(true);
});
