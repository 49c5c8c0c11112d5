import { afterAll, beforeAll, expect, test } from "vitest";
import { type BillingClient, billingClient } from "../src/billing-client.ts";
import { exactCharge, toMicro } from "../src/exact-arithmetic.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { seededRandom } from "../src/seeded-random.ts";

const home = newHome();
let product: Product;
let billing: BillingClient;

beforeAll(async () => {
  product = await startProduct(home, { FAREBOX_LATE_AFTER_DAYS: "20000" });
  billing = billingClient({ url: product.url, key: product.operatorKey });
});

afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

type Series = {
  buckets: {
    start: string;
    total: number;
    groups: { key: string; events: number; quantity: number; charged: number }[];
  }[];
};

const dayIn = (timeZone: string) => {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return (at: string) => format.format(new Date(at));
};

// Clocks in New York go back on 2 November 2025 and forward on 9 March 2025; Kolkata is always 5:30 ahead.
test.for([
  ["Asia/Kolkata", "2025-10-30T18:30:00.000Z", "2025-11-05T18:30:00.000Z"],
  ["America/New_York", "2025-10-31T04:00:00.000Z", "2025-11-05T05:00:00.000Z"],
  ["America/New_York", "2025-03-07T05:00:00.000Z", "2025-03-12T04:00:00.000Z"],
] as const)("days in %s from %s equal the ledger summed by hand", async ([timeZone, from, to]) => {
  const random = seededRandom(7);
  const { id } = await billing.createBusiness(`Days ${timeZone} ${from}`, { timeZone: "Europe/Berlin" });
  const span = Date.parse(to) - Date.parse(from);
  const events = Array.from({ length: 400 }, (_, index) => ({
    key: `event-${index}`,
    service: random.pick(["outbound_call", "sms", "transcription"]),
    quantity: random.integer(1, 900),
    occurredAt: new Date(Date.parse(from) + Math.floor(random.next() * span)).toISOString(),
    agentId: random.pick(["front-desk", "renewals"]),
    allowOverdraft: true,
  }));
  await billing.record(events, id);

  const ledger = (await billing.allTransactions(id)).filter((entry) => entry.type === "usage");
  const day = dayIn(timeZone);
  const byHand = new Map<string, bigint>();
  for (const entry of ledger)
    byHand.set(day(entry.occurredAt), (byHand.get(day(entry.occurredAt)) ?? 0n) - toMicro(entry.amount));
  expect([...byHand.values()].reduce((sum, value) => sum + value, 0n)).toBe(
    events.reduce((sum, event) => sum + exactCharge(event.service, event.quantity), 0n),
  );

  for (const by of ["service", "agent"] as const) {
    const series = await billing.must<Series>(
      "GET",
      `/usage/timeseries?every=day&by=${by}&timeZone=${encodeURIComponent(timeZone)}&from=${from}&to=${to}`,
      { business: id },
    );
    expect(series.buckets.map((bucket) => [day(bucket.start), toMicro(bucket.total)])).toEqual(
      series.buckets.map((bucket) => [day(bucket.start), byHand.get(day(bucket.start)) ?? 0n]),
    );
    expect(series.buckets.reduce((sum, bucket) => sum + toMicro(bucket.total), 0n)).toBe(
      [...byHand.values()].reduce((sum, value) => sum + value, 0n),
    );
  }
});
