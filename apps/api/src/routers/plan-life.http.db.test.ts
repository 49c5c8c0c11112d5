import { afterAll, beforeAll, expect, test } from "vitest";
import { openShop, type Shop, type Shopper } from "./testing/shop.ts";

type Subscription = { plan: { key: string }; status: string; interval: string | null };
type Balance = { available: number; grants: { source: string; remaining: number }[] };

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ isCatalogueSynced: false });
  // The seed sells no years; this installation does.
  await shop.product.owner(
    "update subscription_plans set billing_intervals = '{month,year}', yearly_price_amount_minor = 9000 where key = 'starter'",
  );
  await shop.product.owner(
    "update subscription_plans set billing_intervals = '{month,year}', yearly_price_amount_minor = 29000 where key = 'pro'",
  );
  const synced = await shop.product.deps.catalogueSync.apply();
  expect(synced).not.toHaveProperty("outcome", "refused");
});
afterAll(() => shop.stop());

const planOf = async (business: Shopper) => (await business.get<Subscription>("/subscription")).body;
const availableOf = async (business: Shopper) => (await business.get<Balance>("/balance")).body.available;
const choose = (business: Shopper, plan: string, more: object = {}) =>
  business.post<{ action: string; checkoutUrl?: string }>("/subscribe", { plan, ...more });
const pass = (days: number) => shop.ask("POST", "/sandbox/clock", { body: { advanceSeconds: days * 86_400 } });

async function subscribed(plan: string, more: object = {}): Promise<Shopper> {
  const business = await shop.newBusiness();
  const { body } = await choose(business, plan, more);
  await shop.pay(body.checkoutUrl ?? "");
  await shop.settle();
  return business;
}

test("M18: a year is paid at once and its tokens come month by month, each on its day", async () => {
  const business = await subscribed("starter", { interval: "year" });
  expect(await planOf(business)).toMatchObject({ plan: { key: "starter" }, interval: "year", status: "active" });
  const plans = async () =>
    (await shop.ask<{ items: { amount: number }[] }>("GET", "/transactions?type=plan", { businessId: business.id }))
      .body.items.length;
  expect([await plans(), await availableOf(business)]).toEqual([1, 1_000]);
  await pass(32);
  expect([await plans(), await availableOf(business)]).toEqual([2, 1_000]);
  await pass(335);
  // The twelve of the first year, and the first of the next one, which was paid for as well.
  expect(await plans()).toBe(13);
  await choose(business, "starter", { interval: "month" });
  await business.post("DELETE /subscription?at=now", {});
});

test("C20: two plan changes at once end on what the provider confirmed last, with no tokens for both", async () => {
  const business = await subscribed("starter");
  const answers = await Promise.all([choose(business, "pro"), choose(business, "business")]);
  expect(answers.map(({ status }) => status).filter((status) => status === 200).length).toBeGreaterThan(0);
  await shop.settle();
  const { stripe } = shop.product.provider;
  const customers = await stripe.customers.list({ limit: 100 });
  const customer = customers.data.find(({ metadata }) => metadata["farebox_business_id"] === business.id)?.id ?? "";
  const [subscription] = (await stripe.subscriptions.list({ customer })).data;
  const wanted = subscription?.items.data[0]?.price.lookup_key ?? "";
  const { plan } = await planOf(business);
  expect(wanted).toContain(plan.key);
  // Never more than the greatest plan brings for what was paid.
  expect(await availableOf(business)).toBeLessThanOrEqual(20_000);
  await business.post("DELETE /subscription?at=now", {});
});

test("M19: free, paid, free and paid again: the trial comes once, the months as they are paid", async () => {
  const created = await shop.ask<{ id: string }>("POST", "/businesses", { body: { name: "Once more" } });
  const { id } = created.body;
  const asAdmin = <Body>(method: string, path: string, body?: object) =>
    shop.ask<Body>(method, path, { businessId: id, ...(body !== undefined && { body }) });
  for (const round of [1, 2]) {
    const { body } = await asAdmin<{ checkoutUrl: string }>("POST", "/subscribe", {
      plan: "starter",
      key: `round-${round}`,
    });
    await shop.pay(body.checkoutUrl);
    await shop.settle();
    await asAdmin("DELETE", "/subscription?at=now");
    await shop.settle();
  }
  const { body } = await asAdmin<{ items: { type: string }[] }>("GET", "/transactions?type=trial");
  expect(body.items).toHaveLength(1);
  const plans = await asAdmin<{ items: object[] }>("GET", "/transactions?type=plan");
  expect(plans.body.items).toHaveLength(2);
});

test("M23: a renewal that is not paid brings nothing, keeps what is there, and bars an upgrade until it is", async () => {
  const business = await subscribed("starter");
  await shop.saveCard(business, "pm_card_chargeCustomerFail");
  await pass(31);
  expect(await planOf(business)).toMatchObject({ plan: { key: "starter" }, status: "past_due" });
  const refused = await choose(business, "pro");
  expect(refused).toMatchObject({ status: 402, error: { code: "payment_action_required" } });
  const url = String(refused.error?.details?.["url"]);
  expect(url).toMatch(/^http/);
  await shop.saveCard(business);
  const { stripe } = shop.product.provider;
  const invoices = await stripe.invoices.list({ limit: 100, status: "open" });
  const open = invoices.data.find(({ hosted_invoice_url }) => hosted_invoice_url === url);
  await stripe.invoices.pay(open?.id ?? "");
  await shop.settle();
  expect(await planOf(business)).toMatchObject({ status: "active" });
  expect(await availableOf(business)).toBe(1_000);
  expect((await choose(business, "pro")).body.action).toBe("upgrade");
  await business.post("DELETE /subscription?at=now", {});
});

test("a smaller plan begins with the next period: its price is collected, its tokens come, the greater one's are gone", async () => {
  const business = await subscribed("pro");
  expect((await choose(business, "starter")).body.action).toBe("downgrade");
  await pass(32);
  expect(await planOf(business)).toMatchObject({ plan: { key: "starter" }, status: "active" });
  expect(await availableOf(business)).toBe(1_000);
  await business.post("DELETE /subscription?at=now", {});
});

test("an end at the period's end comes at its instant: the plan's tokens lapse, those that were bought stay", async () => {
  const business = await subscribed("starter");
  const bought = await business.post<{ checkoutUrl?: string }>("/purchase", { package: "starter_pack" });
  await shop.pay(bought.body.checkoutUrl ?? "");
  await shop.settle();
  await business.post("DELETE /subscription", {});
  await pass(31);
  expect(await planOf(business)).toMatchObject({ plan: { key: "free" }, status: "canceled" });
  expect(await availableOf(business)).toBe(500);
  expect((await choose(business, "pro")).body).toMatchObject({ action: "create" });
});
