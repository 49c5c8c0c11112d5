import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { bearer } from "../testing/doors.ts";
import { keepLog } from "../testing/log-lines.ts";
import { deliver, madeUpEvent } from "./testing/deliver.ts";
import { openShop, type Shop } from "./testing/shop.ts";
import { ofType, silently } from "./testing/silence.ts";

let shop: Shop;
let key: string;
const kept = keepLog();
beforeAll(async () => {
  shop = await openShop({ log: kept.log });
  key = await shop.product.createKey(null, ["admin"]);
});
beforeEach(() => shop.product.owner("truncate provider_events"));
afterAll(() => shop.product.stop());

const ask = async (method: string, path: string) => {
  const answer = await fetch(`${shop.product.url}/api/billing/admin/provider-events${path}`, {
    method,
    headers: bearer(key),
  });
  return {
    status: answer.status,
    body: (await answer.json()) as { items: { id: string }[]; nextCursor: string | null },
  };
};
const makeDue = () =>
  shop.product.owner("update provider_events set next_attempt_at = now() - interval '1 s' where status = 'pending'");

async function paid() {
  const buyer = await shop.newCustomer();
  const purchase = await shop.begin(buyer);
  const events = await silently(shop, () => shop.charge(buyer, { purchaseId: purchase.id }));
  return { buyer, purchase, events: ofType(events, "payment_intent.succeeded") };
}

test("W27: a worker that died between the grant and its note is followed by another, to one effect", async () => {
  const { buyer, events } = await paid();
  for (const event of events) await deliver(shop.product.url, event);
  await shop.settle();
  await shop.product.owner(
    "update provider_events set status = 'pending', finished_at = null, claimed_until = now() - interval '1 s' where type = 'payment_intent.succeeded'",
  );
  await shop.settle();
  const worked = (await shop.events("done")).filter(({ type }) => type === "payment_intent.succeeded");
  expect(worked).toMatchObject([{ attempts: 2, problem: null }]);
  expect(await shop.grantsOf(buyer)).toEqual(["purchase 500"]);
});

test("W28: an event that fails every time backs off, holds up nobody, is shouted about and can be tried again", async () => {
  const { buyer, purchase, events } = await paid();
  await shop.product.owner("create table gone as select * from purchases where id = $1", [purchase.id]);
  await shop.product.owner("delete from purchases where id = $1", [purchase.id]);
  for (const event of events) await deliver(shop.product.url, event);
  for (let attempt = 1; attempt <= 12; attempt += 1) {
    await makeDue();
    await shop.settle();
    if (attempt !== 3) continue;
    const other = await paid();
    for (const event of other.events) await deliver(shop.product.url, event);
    await shop.settle();
    expect(await shop.grantsOf(other.buyer)).toEqual(["purchase 500"]);
  }
  expect(await shop.events("poison")).toMatchObject([
    { attempts: 12, problem: expect.stringContaining("is not there") },
  ]);
  expect(kept.text()).toContain("it failed every time");

  const listed = await ask("GET", "?status=poison");
  expect(listed.body.items).toMatchObject([{ id: events[0]?.id, type: "payment_intent.succeeded", attempts: 12 }]);
  await shop.product.owner("insert into purchases select * from gone");
  expect(await ask("POST", `/${events[0]?.id}/replay`)).toMatchObject({
    status: 200,
    body: { status: "pending", attempts: 0 },
  });
  await shop.settle();
  expect(await shop.grantsOf(buyer)).toEqual(["purchase 500"]);
  expect(await ask("GET", `/${events[0]?.id}`)).toMatchObject({
    status: 200,
    body: { status: "done", businessId: buyer.businessId, payload: { id: events[0]?.id } },
  });
});

test("a provider that is away puts an event off, and its return settles it", async () => {
  const { buyer, events } = await paid();
  const fault = { kind: "error", method: "GET", path: "/v1/payment_intents", next: 3 };
  await shop.product.provider.control("POST", "/faults", fault);
  for (const event of events) await deliver(shop.product.url, event);
  await shop.settle();
  await shop.product.provider.control("DELETE", "/faults");
  expect(await shop.events("pending")).toMatchObject([
    { attempts: 1, problem: expect.stringContaining("the provider did not answer") },
  ]);
  await makeDue();
  await shop.settle();
  expect(await shop.grantsOf(buyer)).toEqual(["purchase 500"]);
});

test("replaying what is done grants nothing again, and what never came is not found", async () => {
  const { buyer, events } = await paid();
  for (const event of events) await deliver(shop.product.url, event);
  await shop.settle();
  expect((await ask("POST", `/${events[0]?.id}/replay`)).status).toBe(200);
  await shop.settle();
  expect(await shop.grantsOf(buyer)).toEqual(["purchase 500"]);
  expect((await ask("POST", "/evt_never/replay")).status).toBe(404);
  expect((await ask("GET", "/evt_never")).status).toBe(404);
});

test("W30: a backlog is taken in at once, counted, and worked off in whatever order", async () => {
  const { buyer, events } = await paid();
  const real = events[0];
  const many = Array.from({ length: 400 }, (_, index) =>
    index % 100 === 0
      ? { ...real, id: `evt_backlog_${index}` }
      : madeUpEvent({ type: "invoice.upcoming", object: { id: `in_${index}` } }),
  );
  const answers = await Promise.all(many.map((event) => deliver(shop.product.url, event)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const metrics = await (await fetch(`${shop.product.url}/metrics`)).text();
  expect(Number(/^farebox_provider_events_waiting (\d+)/m.exec(metrics)?.[1])).toBeGreaterThanOrEqual(400);
  expect(metrics).toMatch(/^farebox_provider_lag_seconds [\d.e-]+/m);
  await shop.settle();
  expect(await shop.events("pending")).toEqual([]);
  expect(await shop.grantsOf(buyer)).toEqual(["purchase 500"]);
});

test("lists page by page, and a cursor of another list is refused", async () => {
  for (let count = 0; count < 5; count += 1)
    await deliver(shop.product.url, madeUpEvent({ type: "plan.created", object: { id: `plan_${count}` } }));
  await shop.settle();
  const first = await ask("GET", "?status=ignored&limit=3");
  const second = await ask("GET", `?status=ignored&limit=3&cursor=${first.body.nextCursor}`);
  expect(new Set([...first.body.items, ...second.body.items].map(({ id }) => id)).size).toBe(5);
  expect(second.body.nextCursor).toBeNull();
  expect((await ask("GET", `?status=done&cursor=${first.body.nextCursor}`)).status).toBe(400);
});

test("an event is worked on as it is filed, by whichever process works", async () => {
  const { buyer, events } = await paid();
  const other = await shop.product.startAnother();
  const ending = new AbortController();
  const working = other.deps.inbox.work(ending.signal);
  for (const event of events) await deliver(shop.product.url, event);
  await expect.poll(() => shop.grantsOf(buyer), { timeout: 5_000, interval: 20 }).toEqual(["purchase 500"]);
  ending.abort();
  await working;
});

test("I10: events that wait too long are late for readiness", async () => {
  expect(await shop.product.deps.inbox.check()).toBeNull();
  await shop.product.owner(
    "insert into provider_events (event_id, type, is_live, event_created_at, payload, received_at, next_attempt_at) values ('evt_late', 'x', false, now(), '{}', now() - interval '10 min', now() - interval '10 min')",
  );
  expect(await shop.product.deps.inbox.check()).toMatch(/^an event has waited for 6\d\d s$/);
});
