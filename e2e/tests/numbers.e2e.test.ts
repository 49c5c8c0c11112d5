import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BillingClient, billingClient } from "../src/billing-client.ts";
import { readBooksOfPage, sumMicro } from "../src/books-of-page.ts";
import { toMicro } from "../src/exact-arithmetic.ts";
import { inDatabase } from "../src/in-database.ts";
import { ownForecast } from "../src/own-forecast.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { seededRandom } from "../src/seeded-random.ts";

const seed = Number(process.env["FAREBOX_SEED"] ?? 4_711);
const DAY_MS = 86_400_000;
const RECEIPTS = 60;

const home = newHome();
let product: Product;
let client: BillingClient;

beforeAll(async () => {
  product = await startProduct(home, { FAREBOX_DEMO: "1" });
  client = billingClient({ url: product.url, key: product.operatorKey });
});

afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

test("every number of a random business's page is the ledger's", async () => {
  const random = seededRandom(seed);
  const { id } = await client.createBusiness("Random Numbers", { timeZone: "America/New_York" });
  await client.grant(id, { key: "plenty", tokens: random.integer(6_000, 9_000) });
  await client.grant(id, {
    key: "soon-over",
    tokens: random.integer(50, 900),
    source: "promotion",
    expiresAt: new Date(Date.now() + random.integer(2, 9) * DAY_MS).toISOString(),
  });
  const events = Array.from({ length: 500 }, (_, index) => ({
    key: `random-${index}`,
    service: random.pick(["outbound_call", "inbound_call", "sms", "transcription", "ai_agent_request"]),
    quantity: random.integer(1, 40),
    agentId: random.pick(["front-desk", "renewals", "night-line"]),
    occurredAt: new Date(Date.now() - Math.floor(random.next() * 19 * DAY_MS) - 60_000).toISOString(),
  }));
  const recorded = await client.record(events, id);
  for (let count = 0; count < 9; count += 1)
    await client.correct(id, random.pick(recorded).id ?? "", { reason: "not ours" }).catch(() => undefined);
  await expectNumbersAgree(id);
});

test("every number of the demo's page is the ledger's", async () => {
  const demo = await filledDemo();
  expect(demo.length).toBe(2);
  for (const business of demo) await expectNumbersAgree(business);
}, 180_000);

async function expectNumbersAgree(business: string): Promise<void> {
  const books = await readBooksOfPage(client, business);
  const { balance, summary, charts, history, savedHistory, savedUsage, allUsage, forecast } = books;

  // The bar below the balance: its parts are the figure.
  const spendable = balance.grants.filter(({ state }) => state === "spendable").map(({ remaining }) => remaining);
  expect(sumMicro(spendable)).toBe(sumMicro([balance.available, balance.held]));
  expect(toMicro(balance.total)).toBe(sumMicro([balance.available, balance.held, -balance.debt]));

  // The chart, the list beside it and the file of the lines.
  const total = toMicro(summary.total);
  expect(sumMicro(summary.services.map(({ charged }) => charged))).toBe(total);
  for (const { buckets } of charts) {
    expect(sumMicro(buckets.map((bucket) => bucket.total))).toBe(total);
    expect(sumMicro(buckets.flatMap(({ groups }) => groups.map(({ charged }) => charged)))).toBe(total);
  }
  expect(sumMicro(savedUsage.map(({ netCharged }) => netCharged))).toBe(total);

  // The history, its file, and the balance that it leads to.
  const ordered = [...history].sort((one, other) => one.seq - other.seq);
  expect(savedHistory.map(({ id, amount, balanceAfter }) => [id, amount, balanceAfter])).toEqual(
    ordered.map(({ id, amount, balanceAfter }) => [id, amount, balanceAfter]),
  );
  const sum = sumMicro(ordered.map(({ amount }) => amount));
  expect(sum).toBe(sumMicro([balance.total, balance.upcoming, balance.frozen]));
  expect(toMicro(ordered.at(-1)?.balanceAfter ?? 0)).toBe(sum);

  // Receipts, spread over the whole history.
  for (let index = 0; index < ordered.length; index += Math.ceil(ordered.length / RECEIPTS)) {
    const entry = ordered[index];
    if (entry === undefined) break;
    const receipt = await books.receiptOf(entry.id);
    expect([receipt.amount, receipt.balanceAfter]).toEqual([entry.amount, entry.balanceAfter]);
    expect(sumMicro(receipt.legs.map(({ amount }) => amount))).toBe(toMicro(entry.amount));
    expect(sumMicro([receipt.balanceBefore, receipt.amount])).toBe(toMicro(receipt.balanceAfter));
    if (receipt.calculation !== null) expect(toMicro(receipt.calculation.charged)).toBe(-toMicro(entry.amount));
  }

  // The sentence below the balance, worked out a second time. Days of the week are a rule of their own.
  if (forecast.assumptions.some(({ code }) => code === "days_of_week_differ")) return;
  const own = ownForecast(allUsage, balance, forecast);
  expect(own === null).toBe(forecast.state === "not_enough_usage");
  if (own === null || forecast.state === "out") return;
  expect(forecast.burnPerDay ?? 0).toBeCloseTo(own.perDay, 3);
  expect(own.emptyAt === null).toBe(forecast.state === "beyond_horizon");
  if (own.emptyAt !== null)
    expect(Math.abs(Date.parse(forecast.runsOutAt?.p50 ?? "") - own.emptyAt)).toBeLessThan(DAY_MS / 24);
}

/** The two businesses of the demo's owner, once their weeks are filled in and nothing more is bought. */
async function filledDemo(): Promise<readonly string[]> {
  while (!product.output().includes("It is complete.")) await wait(200);
  const rows = await inDatabase<{ id: string }>(
    product,
    `select member.business_id as id
     from members member join users person on person.id = member.user_id
     where person.email = $1`,
    [product.demo?.email ?? ""],
  );
  return rows.map(({ id }) => id);
}
