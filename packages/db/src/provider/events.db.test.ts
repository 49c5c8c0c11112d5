import { randomUUID } from "node:crypto";
import { tokens, ZERO } from "@farebox/billing-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestLedger, type TestLedger } from "../testing/test-ledger.ts";
import { insertCustomerOnce, markCustomerDeleted, readBusinessOfCustomer, readCustomerOf } from "./customers.ts";
import {
  insertProviderEventOnce,
  listProviderEvents,
  type NewProviderEvent,
  readProviderEvent,
  readProviderLag,
} from "./events.ts";
import { insertPriceOnce, readCurrentPrice, readPrices } from "./prices.ts";
import {
  ATTEMPTS_UNTIL_POISON,
  claimProviderEvents,
  failProviderEvent,
  finishProviderEvent,
  replayProviderEvent,
} from "./work-on-events.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
beforeEach(() => ledger.asSuperuser("delete from provider_events"));
afterAll(() => ledger.close());

const sql = () => ledger.db.service;

async function file(fields: Partial<NewProviderEvent> = {}): Promise<string> {
  const eventId = fields.eventId ?? `evt_${randomUUID()}`;
  await insertProviderEventOnce(sql(), {
    eventId,
    type: "invoice.paid",
    objectId: `in_${eventId}`,
    customerId: null,
    accountId: null,
    apiVersion: "2026-01-01",
    isLive: false,
    createdAt: 1_000,
    payload: { id: eventId },
    ...fields,
  });
  return eventId;
}

/** Money time does not matter here: what is due is due by the database's clock. */
async function makeDue(): Promise<void> {
  await ledger.asSuperuser(
    "update provider_events set next_attempt_at = now() - interval '1 second' where status = 'pending'",
  );
}

const lease = { limit: 100, leaseSeconds: 60 };

describe("the inbox", () => {
  test("W01 W17 files an event once, however often it is delivered", async () => {
    const event = {
      eventId: "evt_1",
      type: "invoice.paid",
      objectId: null,
      customerId: null,
      accountId: null,
    } as const;
    const rest = { apiVersion: null, isLive: false, createdAt: 0, payload: {} };
    const filed = await Promise.all([1, 2, 3].map(() => insertProviderEventOnce(sql(), { ...event, ...rest })));
    expect(filed.filter(Boolean)).toHaveLength(1);
    expect(await readProviderLag(sql())).toMatchObject({ waiting: 1, stuck: 0 });
  });

  test("C16 gives an event to one worker", async () => {
    for (let count = 0; count < 60; count += 1) await file();
    const claimed = await Promise.all([1, 2, 3].map(() => claimProviderEvents(sql(), { ...lease, limit: 40 })));
    const ids = claimed.flat().map(({ eventId }) => eventId);
    expect(new Set(ids).size).toBe(ids.length);
    const rest = await claimProviderEvents(sql(), lease);
    expect(ids.length + rest.length).toBe(60);
  });

  test("gives out events of one object one at a time", async () => {
    // Filed in the same millisecond they are worked on by their ids.
    const first = await file({ eventId: "evt_1", objectId: "sub_1" });
    const second = await file({ eventId: "evt_2", objectId: "sub_1" });
    const [claimed, ...others] = await claimProviderEvents(sql(), lease);
    expect([claimed?.eventId, others]).toEqual([first, []]);
    await finishProviderEvent(sql(), { eventId: first, status: "done", problem: null, businessId: null });
    expect((await claimProviderEvents(sql(), lease)).map(({ eventId }) => eventId)).toEqual([second]);
  });

  test("W27 gives an event of a worker that died to the next, and tells the dead one that it is late", async () => {
    const eventId = await file();
    await claimProviderEvents(sql(), lease);
    expect(await claimProviderEvents(sql(), lease)).toEqual([]);
    await ledger.asSuperuser("update provider_events set claimed_until = now() - interval '1 second'");
    expect(await claimProviderEvents(sql(), lease)).toMatchObject([{ eventId, attempts: 2 }]);
    const done = { eventId, status: "done", problem: null, businessId: null } as const;
    expect(await finishProviderEvent(sql(), done)).toBe(true);
    expect(await finishProviderEvent(sql(), done)).toBe(false);
  });

  test("W28 backs off, holds up no other, and in the end waits for an operator, who can have it tried again", async () => {
    const poison = await file({ objectId: "in_1" });
    for (let attempt = 1; attempt <= ATTEMPTS_UNTIL_POISON; attempt += 1) {
      expect(await claimProviderEvents(sql(), lease)).toMatchObject([{ eventId: poison, attempts: attempt }]);
      const status = await failProviderEvent(sql(), { eventId: poison, problem: "always" });
      expect(status).toBe(attempt === ATTEMPTS_UNTIL_POISON ? "poison" : "pending");
      expect(await claimProviderEvents(sql(), lease)).toEqual([]);
      await makeDue();
    }
    const healthy = await file({ objectId: "in_1" });
    expect((await claimProviderEvents(sql(), lease)).map(({ eventId }) => eventId)).toEqual([healthy]);
    expect(await listProviderEvents(sql(), { status: "poison", before: null, limit: 10 })).toMatchObject([
      { eventId: poison, problem: "always" },
    ]);
    expect(await readProviderLag(sql())).toMatchObject({ stuck: 1 });
    expect(await replayProviderEvent(sql(), poison)).toBe(true);
    expect(await readProviderEvent(sql(), poison)).toMatchObject({ status: "pending", attempts: 0, problem: null });
  });
});

test("a business has one customer alive; payments of a deleted one still find their business", async () => {
  const businessId = await ledger.newBusiness();
  const made = await Promise.all(
    ["cus_a", "cus_b"].map((customerId) => insertCustomerOnce(sql(), { businessId, customerId })),
  );
  const standing = await readCustomerOf(sql(), businessId);
  expect(made).toEqual([standing, standing]);
  await markCustomerDeleted(sql(), standing ?? "");
  expect(await readCustomerOf(sql(), businessId)).toBeNull();
  expect(await readBusinessOfCustomer(sql(), standing ?? "")).toBe(businessId);
  expect(await insertCustomerOnce(sql(), { businessId, customerId: "cus_c" })).toBe("cus_c");
});

test("M16 an old price keeps its meaning when a new one takes its lookup key", async () => {
  const sells = {
    kind: "plan",
    planKey: "starter",
    interval: "month",
    tokensMonthly: tokens(900),
    rolloverCap: ZERO,
  } as const;
  const price = { priceId: "price_1", productId: "prod_1", lookupKey: "starter_month", sells, businessId: null };
  const money = { amount: 800, currency: "usd" };
  expect(await insertPriceOnce(sql(), { ...price, ...money })).toBe(true);
  expect(await insertPriceOnce(sql(), { ...price, ...money })).toBe(false);
  const dearer = { ...price, priceId: "price_2", sells: { ...sells, tokensMonthly: tokens(1_000) } };
  await insertPriceOnce(sql(), { ...dearer, amount: 900, currency: "usd" });
  expect((await readCurrentPrice(sql(), "starter_month"))?.priceId).toBe("price_2");
  const known = await readPrices(sql(), ["price_1", "price_2", "price_x"]);
  expect([...known.keys()].sort()).toEqual(["price_1", "price_2"]);
  expect(known.get("price_1")?.sells).toEqual(sells);
});
