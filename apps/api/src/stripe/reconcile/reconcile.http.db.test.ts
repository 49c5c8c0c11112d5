import { afterAll, beforeAll, expect, test } from "vitest";
import { bearer } from "../../testing/doors.ts";
import { openShop, payCheckout, type Shop } from "../testing/shop.ts";
import { silently } from "../testing/silence.ts";

let shop: Shop;
let key: string;
beforeAll(async () => {
  shop = await openShop();
  key = await shop.product.createKey(null, ["admin"]);
});
afterAll(() => shop.product.stop());

async function reconcile(since?: string) {
  const answer = await fetch(`${shop.product.url}/api/billing/admin/reconcile`, {
    method: "POST",
    headers: { "content-type": "application/json", ...bearer(key) },
    body: JSON.stringify(since === undefined ? {} : { since }),
  });
  return { status: answer.status, body: (await answer.json()) as Report };
}

type Report = {
  readonly events: { readonly missed: number };
  readonly objects: Readonly<
    Record<string, { readonly listed: number; readonly repaired: number; readonly drift: number }>
  >;
  readonly drift: readonly object[];
};

/** A bit of everything that can happen while nobody is told. */
async function fiveDays() {
  const [buyer, subscriber, disputed] = await Promise.all([shop.newCustomer(), shop.newCustomer(), shop.newCustomer()]);
  const kept = await shop.begin(buyer, "growth_pack");
  const back = await shop.begin(buyer, "starter_pack");
  const left = await shop.begin(disputed, "scale_pack");
  const session = await shop.openCheckout(buyer, kept);
  const abandoned = await shop.openCheckout(disputed, left);
  const lost = await shop.begin(disputed, "starter_pack");
  await silently(shop, async () => {
    await payCheckout(session);
    const intent = await shop.charge(buyer, { purchaseId: back.id });
    await shop.stripe.refunds.create({ payment_intent: intent.id, amount: 250 });
    await shop.subscribe(subscriber, "pro");
    await shop.charge(disputed, { purchaseId: lost.id, card: "pm_card_createDispute" });
    await shop.stripe.checkout.sessions.expire(abandoned.id);
    await shop.moveTime(5 * 86_400);
  });
  return { buyer, subscriber, disputed, left };
}

const stateOf = async ({ buyer, subscriber, disputed, left }: Awaited<ReturnType<typeof fiveDays>>) => ({
  bought: await shop.tokensOf(buyer),
  subscribed: await shop.grantsOf(subscriber),
  frozen: await shop.product.owner(
    "select frozen_at is not null as frozen from token_grants where payment_key is not null and business_id = $1",
    [disputed.businessId],
  ),
  left: await shop.product.owner("select status from purchases where id = $1", [left.id]),
  entries: (await shop.product.owner<{ count: number }>("select count(*)::int as count from token_transactions"))[0]
    ?.count,
});

test("W29: what was missed for five days is booked once by the events nobody was told of; three times are as one", async () => {
  const world = await fiveDays();
  expect(await shop.tokensOf(world.buyer)).toBe(0);
  const first = await reconcile();
  expect(first.status).toBe(200);
  expect(first.body.events.missed).toBeGreaterThan(5);
  expect(first.body.drift).toEqual([]);
  const after = await stateOf(world);
  expect(after).toMatchObject({
    bought: 2_200 + 250,
    subscribed: ["plan 5000"],
    frozen: [{ frozen: true }],
    left: [{ status: "expired" }],
  });
  for (let again = 0; again < 2; again += 1) {
    const { body } = await reconcile();
    expect([body.events.missed, body.drift, ...Object.values(body.objects).map(({ repaired }) => repaired)]).toEqual([
      0,
      [],
      ...Array(6).fill(0),
    ]);
    expect(await stateOf(world)).toEqual(after);
  }
});

test("W29: without their events, too, what was paid, refunded, disputed and subscribed is found by itself", async () => {
  const world = await fiveDays();
  // Events that were given up count as told: only the objects are left to look at.
  const events = await shop.stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
  await shop.product.owner(
    `insert into provider_events (event_id, type, is_live, event_created_at, payload, status, problem, finished_at)
     select id, 'given.up', false, now(), '{}', 'poison', 'given up', now() from unnest($1::text[]) as id on conflict do nothing`,
    [events.map(({ id }) => id)],
  );
  const { body } = await reconcile();
  expect(body.events.missed).toBe(0);
  expect(body.drift).toEqual([]);
  expect(Object.fromEntries(Object.entries(body.objects).map(([name, { repaired }]) => [name, repaired]))).toEqual({
    invoices: 1,
    payments: 3,
    checkouts: 1,
    refunds: 1,
    disputes: 1,
    subscriptions: 0,
  });
  const after = await stateOf(world);
  expect(after).toMatchObject({
    bought: 2_450,
    subscribed: ["plan 5000"],
    frozen: [{ frozen: true }],
    left: [{ status: "expired" }],
  });
  await reconcile();
  expect(await stateOf(world)).toEqual(after);
});

test("W29: a list of several pages is walked to its end, in the memory of one", async () => {
  const buyer = await shop.newCustomer();
  await silently(shop, async () => {
    for (let count = 0; count < 130; count += 1) {
      const { id } = await shop.begin(buyer);
      await shop.charge(buyer, { purchaseId: id });
      // So that the next one is not taken for the same.
      await shop.product.owner("update purchases set created_at = created_at - interval '1 day' where id = $1", [id]);
    }
  });
  await shop.product.owner(
    `insert into provider_events (event_id, type, is_live, event_created_at, payload, status, problem, finished_at)
     select id, 'given.up', false, now(), '{}', 'poison', 'given up', now() from unnest($1::text[]) as id on conflict do nothing`,
    [(await shop.stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 })).map(({ id }) => id)],
  );
  const { body } = await reconcile();
  expect(body.objects["payments"]).toMatchObject({ repaired: 130, drift: 0 });
  expect(await shop.tokensOf(buyer)).toBe(130 * 500);
});

test("what cannot be booked is reported each time, and nobody gets anything", async () => {
  const buyer = await shop.newCustomer();
  const { id } = await shop.begin(buyer);
  await shop.charge(buyer, { purchaseId: id, amount: 100 });
  await shop.settle();
  for (let again = 0; again < 2; again += 1) {
    const { body } = await reconcile();
    expect(body.drift).toMatchObject([
      { list: "payments", businessId: buyer.businessId, problem: expect.stringContaining("payment_mismatch") },
    ]);
  }
  expect(await shop.tokensOf(buyer)).toBe(0);
});

test("a moment in the future is refused, and a provider that is away is said to be", async () => {
  expect((await reconcile("2999-01-01T00:00:00Z")).status).toBe(400);
  await shop.product.provider.control("POST", "/faults", { kind: "error", path: "/v1/events", next: 10 });
  const { status, body } = await reconcile();
  await shop.product.provider.control("DELETE", "/faults");
  expect([status, body]).toMatchObject([503, { error: { code: "provider_unavailable" } }]);
});
