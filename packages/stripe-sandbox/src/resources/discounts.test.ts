import { expect, test } from "vitest";
import { startBillingScene } from "../testing/billing-scene.ts";

const NEW_YEAR = "2027-01-01T00:00:00Z";

test("a coupon for one invoice is used up by the first, and one for ever is not", async () => {
  const { stripe, customer, price, advance } = await startBillingScene({ at: NEW_YEAR });
  const once = await stripe.coupons.create({ percent_off: 50, duration: "once" });
  const forever = await stripe.coupons.create({ amount_off: 100, currency: "usd", duration: "forever" });
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price: await price(1000) }],
    discounts: [{ coupon: once.id }, { coupon: forever.id }],
  });
  // 10.00 less half is 5.00, less 1.00 is 4.00.
  const first = await stripe.invoices.retrieve(`${subscription.latest_invoice}`);
  expect([first.total, first.total_discount_amounts?.map(({ amount }) => amount)]).toEqual([400, [500, 100]]);
  expect((await stripe.subscriptions.retrieve(subscription.id)).discounts).toHaveLength(1);
  await advance("2027-02-01T01:00:00Z");
  expect((await stripe.invoices.list({ customer })).data[0]?.total).toBe(900);
});

test("a deleted coupon cannot be redeemed, and leaves the discounts it gave", async () => {
  const { stripe, customer, price, advance } = await startBillingScene({ at: NEW_YEAR });
  const { id: coupon } = await stripe.coupons.create({ percent_off: 10, duration: "forever", id: "TEN" });
  const items = [{ price: await price(1000) }];
  await stripe.subscriptions.create({ customer, items, discounts: [{ coupon }] });
  expect(await stripe.coupons.del(coupon)).toMatchObject({ id: "TEN", deleted: true });
  await expect(stripe.subscriptions.create({ customer, items, discounts: [{ coupon }] })).rejects.toMatchObject({
    code: "resource_missing",
  });
  await advance("2027-02-01T01:00:00Z");
  expect((await stripe.invoices.list({ customer })).data[0]?.total).toBe(900);
});

test("a coupon ends with its redemptions, a coupon for a product leaves the others alone", async () => {
  const { stripe, customer, price } = await startBillingScene({ at: NEW_YEAR });
  const [cheap, dear] = [await price(1000), await price(2000)];
  const { product } = await stripe.prices.retrieve(dear);
  const { id: coupon } = await stripe.coupons.create({
    percent_off: 50,
    duration: "once",
    max_redemptions: 1,
    applies_to: { products: [`${product}`] },
  });
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price: cheap }, { price: dear }],
    discounts: [{ coupon }],
  });
  expect((await stripe.invoices.retrieve(`${subscription.latest_invoice}`)).total).toBe(2000);
  expect(await stripe.coupons.retrieve(coupon)).toMatchObject({ valid: false, times_redeemed: 1 });
  await expect(
    stripe.subscriptions.create({ customer, items: [{ price: cheap }], discounts: [{ coupon }] }),
  ).rejects.toMatchObject({ code: "coupon_expired" });
});

test("promotion codes keep to their customer, their minimum and their number", async () => {
  const { stripe, customer, price } = await startBillingScene({ at: NEW_YEAR });
  const { id: coupon } = await stripe.coupons.create({ percent_off: 50, duration: "once" });
  const promotion = { type: "coupon" as const, coupon };
  const items = [{ price: await price(1000) }];
  const redeem = (promotion_code: string) =>
    stripe.subscriptions.create({ customer, items, discounts: [{ promotion_code }] });
  const other = await stripe.customers.create();
  const foreign = await stripe.promotionCodes.create({ promotion, customer: other.id });
  await expect(redeem(foreign.id)).rejects.toMatchObject({ statusCode: 400 });
  const large = await stripe.promotionCodes.create({
    promotion,
    restrictions: { minimum_amount: 1001, minimum_amount_currency: "usd" },
  });
  await expect(redeem(large.id)).rejects.toMatchObject({ statusCode: 400 });
  const single = await stripe.promotionCodes.create({ promotion, code: "FALL20", max_redemptions: 1 });
  const subscription = await redeem(single.id);
  expect((await stripe.invoices.retrieve(`${subscription.latest_invoice}`)).total).toBe(500);
  expect(await stripe.promotionCodes.retrieve(single.id)).toMatchObject({
    active: false,
    times_redeemed: 1,
    code: "FALL20",
  });
  await expect(redeem(single.id)).rejects.toMatchObject({ statusCode: 400 });
  const first = await stripe.promotionCodes.create({ promotion, restrictions: { first_time_transaction: true } });
  await expect(redeem(first.id)).rejects.toMatchObject({ statusCode: 400 });
});
