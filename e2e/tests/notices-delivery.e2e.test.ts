import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { billingClient } from "../src/billing-client.ts";
import { inDatabase } from "../src/in-database.ts";
import { type MailServer, openMailServer } from "../src/mail-server.ts";
import { moneyClock } from "../src/money-clock.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";

const CROSSINGS = 30;
const WAITING = 60;
/** Those a worker has in hand when it dies, which may be sent again under the same name. */
const IN_HAND = 8;

const home = newHome();
let mailServer: MailServer;
let product: Product;
beforeAll(async () => {
  mailServer = await openMailServer();
  product = await start();
});
afterAll(async () => {
  await product?.stop();
  await mailServer?.close();
  removeHome(home);
});

const start = () => startProduct(home, { SMTP_URL: mailServer.url, MAIL_FROM: "Farebox <billing@example.com>" });
const billing = () => billingClient({ url: product.url, key: product.operatorKey });

/** A business whose one owner has a proven address. */
async function newBusiness(name: string): Promise<{ readonly id: string; readonly address: string }> {
  const { id } = await billing().createBusiness(name);
  const userId = randomUUID();
  const address = `${userId}@example.com`;
  await inDatabase(product, "insert into users (id, name, email, email_verified) values ($1, $1, $2, true)", [
    userId,
    address,
  ]);
  await inDatabase(product, "insert into members (business_id, id, user_id, role) values ($1, $2, $3, 'owner')", [
    id,
    randomUUID(),
    userId,
  ]);
  return { id, address };
}

const noticesOf = async (businessId: string) =>
  (
    await billing().must<{ items: { id: string; kind: string }[] }>("GET", "/notices?limit=200", {
      business: businessId,
    })
  ).items;

async function until(isDone: () => boolean | Promise<boolean>, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await isDone())) {
    if (Date.now() > deadline) throw new Error(`it did not happen within ${withinMs / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const waiting = async () =>
  Number(
    (
      await inDatabase<{ waiting: string }>(
        product,
        `select (select count(*) from outbox where fanned_out_at is null)
          + (select count(*) from notice_deliveries where status = 'pending') as waiting`,
      )
    )[0]?.waiting,
  );

test(`${CROSSINGS} balances fall below their line under load while no mail server is there for a day: each is told once, in the list and by mail`, async () => {
  await mailServer.goAway();
  const businesses = await Promise.all(
    Array.from({ length: CROSSINGS }, (_, index) => newBusiness(`Crossing ${index}`)),
  );
  await Promise.all(
    businesses.map(async ({ id }) => {
      await billing().grant(id, { key: "room", tokens: 100 });
      // 200 tokens, spent by 130 messages at once, four at a time twice: it falls below 100 somewhere in the middle.
      const events = Array.from({ length: 130 }, (_, index) => ({
        key: `message-${index}`,
        service: "ai_agent_request",
        quantity: 1,
      }));
      const parts = Array.from({ length: 13 }, (_, part) => events.slice(part * 10, part * 10 + 10));
      await Promise.all([...parts, ...parts].map((part) => billing().record(part, id)));
    }),
  );
  const listed = await Promise.all(businesses.map(({ id }) => noticesOf(id)));
  for (const notices of listed) expect(notices.filter(({ kind }) => kind === "balance_low")).toHaveLength(1);

  for (let hour = 0; hour < 24; hour += 1) await moneyClock(product).moveBy(3_600);
  expect(mailServer.received).toHaveLength(0);
  await mailServer.comeBack();
  // Nobody moves the clock: that the server is back is noticed by itself.
  await until(async () => (await waiting()) === 0, 60_000);

  const told = listed.flat().length;
  expect(mailServer.received).toHaveLength(told);
  expect(new Set(mailServer.received.map(({ messageId }) => messageId)).size).toBe(told);
  for (const { address } of businesses) {
    const own = mailServer.received.filter(({ to }) => to === address);
    expect(own.filter(({ subject }) => subject.includes("tokens left"))).toHaveLength(1);
  }
}, 300_000);

test("kill -9 of the process again and again while it sends: every notice arrives, and nothing under a second name", async () => {
  const { id, address } = await newBusiness("Killed");
  await mailServer.goAway();
  for (let count = 0; count < WAITING; count += 1) await billing().grant(id, { key: `grant-${count}`, tokens: 1 });
  await until(async () => (await noticesOf(id)).length === WAITING, 10_000);
  await mailServer.comeBack(150);
  const own = () => mailServer.received.filter(({ to }) => to === address);
  const kills = [10, 30];
  for (const afterMails of kills) {
    await until(() => own().length >= afterMails, 60_000);
    await product.killProcess();
    product = await start();
  }
  // What the last worker had in hand waits for the end of its lease.
  await until(async () => (await waiting()) === 0, 150_000);

  expect(new Set(own().map(({ messageId }) => messageId)).size).toBe(WAITING);
  expect(own().length).toBeLessThanOrEqual(WAITING + kills.length * IN_HAND);
}, 400_000);
