import { afterAll, beforeAll, expect, test } from "vitest";
import { billingClient } from "../src/billing-client.ts";
import { inDatabase } from "../src/in-database.ts";
import { inLanes } from "../src/in-lanes.ts";
import { type MailServer, openMailServer } from "../src/mail-server.ts";
import { moneyClock } from "../src/money-clock.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { signUp } from "../src/signed-in.ts";
import { stripeSide } from "../src/stripe-side.ts";
import { syncCatalogue } from "../src/sync-catalogue.ts";
import { monthAt } from "../src/token-month.ts";
import { verifyLedger } from "../src/verify-ledger.ts";
import { OK, startWebhookReceiver } from "../src/webhook-receiver.ts";
import { type Books, readBooks } from "../src/year/books.ts";
import { castOf } from "../src/year/cast.ts";
import { changePlans, fallSilent, giveGifts, isPlanDay, letMonthsEnd, recordDay } from "../src/year/deeds.ts";
import { expectStatements } from "../src/year/expect-statements.ts";
import { type ExpectedNotice, expectedNotices } from "../src/year/expected-notices.ts";
import { openBusinesses, type World, type YearBusiness } from "../src/year/open-businesses.ts";
import { toldNotices } from "../src/year/told-notices.ts";

const BUSINESSES = Number(process.env["FAREBOX_YEAR_BUSINESSES"] ?? 20);
/** Of each, on average. A fiftieth of the real trace's 51,679 are 1,034. */
const EVENTS = Number(process.env["FAREBOX_YEAR_EVENTS"] ?? 250);
const DAYS = Number(process.env["FAREBOX_YEAR_DAYS"] ?? 365);
const SEED = Number(process.env["FAREBOX_SEED"] ?? 20_250_922);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const home = newHome();
let product: Product;
let mailServer: MailServer;
let hook: Awaited<ReturnType<typeof startWebhookReceiver>>;
let world: World;
beforeAll(async () => {
  mailServer = await openMailServer();
  hook = await startWebhookReceiver((socket) => socket.end(OK));
  product = await startProduct(home, { SMTP_URL: mailServer.url, MAIL_FROM: "Farebox <billing@example.com>" });
  await inDatabase(
    product,
    "update subscription_plans set yearly_price_amount_minor = 9000, billing_intervals = '{month,year}' where key = 'starter'",
  );
  await syncCatalogue(product, { FAREBOX_STRIPE_URL: product.stripeUrl ?? "" });
  const owner = await signUp(product, "ada@example.com");
  world = { product, side: stripeSide(product.stripeUrl ?? ""), owner, hookUrl: hook.url };
});
afterAll(async () => {
  await product?.stop();
  await mailServer?.close();
  await hook?.stop();
  removeHome(home);
});

test(`a year of ${BUSINESSES} businesses: every invariant, each month's statement, and every notice of an independent list, none twice`, async () => {
  console.info(`FAREBOX_SEED=${SEED}`);
  const startedAt = performance.now();
  const { businesses, looks } = await liveTheYear();
  const livedAt = performance.now();

  await untilBooked(businesses);
  const verified = verifyLedger(product);
  expect(verified.status, verified.output).toBe(0);
  const billing = billingClient({ url: product.url, key: product.operatorKey });
  const now = looks.at(-1) ?? 0;
  const counts = await inLanes(businesses, 4, async (business) => {
    const books = await readBooks(product, business.id);
    expectBooks(business, books, now);
    const statements = await expectStatements(billing, { business: business.id, role: business.role, books });
    const expected = expectedNotices({
      ...business,
      books,
      looks,
      anchorAt: business.plan?.anchorAt ?? null,
      topUps: await topUpsPaid(business),
    });
    const told = await toldNotices(billing, business.id);
    expect([...told].sort(), business.role.name).toEqual(byWay(expected, "in_app").sort());
    expectDeliveries(business, expected);
    return { statements, told, entries: books.entries.length };
  });
  const kinds = Map.groupBy(
    counts.flatMap(({ told }) => told),
    (what) => what.split(" ")[0],
  );
  const sum = (count: (one: (typeof counts)[number]) => number) => counts.reduce((total, one) => total + count(one), 0);
  console.info(
    `${sum(({ entries }) => entries)} entries, ${sum(({ statements }) => statements)} statements, ` +
      `${mailServer.received.length} mails, ${hook.received.length} webhooks, ` +
      `${[...kinds].map(([kind, all]) => `${all.length} ${kind}`).join(", ")}; ` +
      `lived in ${seconds(livedAt - startedAt)}, checked in ${seconds(performance.now() - livedAt)}`,
  );
}, 900_000);

/** Day by day: what fell due, at noon what is done with plans, in the evening what was used since the morning. */
async function liveTheYear(): Promise<{ businesses: readonly YearBusiness[]; looks: readonly number[] }> {
  const clock = moneyClock(product);
  const looks: number[] = [];
  const moveTo = async (at: number) => {
    await clock.moveTo(at);
    looks.push(await clock.now());
  };
  const from = Date.UTC(new Date(await clock.now()).getUTCFullYear() + 1, 0, 28);
  await moveTo(from + HOUR_MS);
  const businesses = await openBusinesses(world, castOf({ businesses: BUSINESSES, events: EVENTS, seed: SEED }), DAYS);
  for (let day = 0; day <= DAYS; day += 1) {
    const noon = { day, at: from + day * DAY_MS + 12 * HOUR_MS };
    const evening = { day, at: noon.at + 6 * HOUR_MS };
    if (isPlanDay(businesses, noon)) {
      await moveTo(noon.at);
      await changePlans(world, businesses, noon);
    }
    await moveTo(evening.at);
    letMonthsEnd(businesses, evening.at);
    if (day === DAYS) break;
    await giveGifts(world, businesses, evening);
    await recordDay(world, businesses, evening);
    await fallSilent(world, businesses, evening);
  }
  return { businesses, looks };
}

/** Everything that was reported is in it once, and each month of a plan by the calendar. */
function expectBooks({ role, recorded, plan, upgrades, done }: YearBusiness, { entries, grants }: Books, now: number) {
  const runs = new Set(entries.filter(({ kind }) => kind === "usage").map(({ run }) => run));
  const silent = done.filter((what) => what.startsWith("hold_abandoned")).length;
  expect(runs.size, role.name).toBe(recorded + silent);
  const until = plan?.endedAt ?? now - 2 * HOUR_MS;
  const months = plan === null ? 0 : monthAt(plan.anchorAt, until - 1) + 1;
  expect(grants.filter(({ source }) => source === "plan").length, role.name).toBe(months + upgrades);
}

/** A card that was charged in the last moment brings its tokens a moment later; all that was paid brings them. */
async function untilBooked(businesses: readonly YearBusiness[]): Promise<void> {
  const paid = await inLanes(businesses, 4, async (business) => (await topUpsPaid(business)).length);
  const expected = paid.reduce((sum, count) => sum + count, 0);
  const booked = async () => (await inDatabase(product, "select from token_grants where source = 'top_up'")).length;
  await expect.poll(booked, { timeout: 30_000 }).toBe(expected);
}

async function topUpsPaid({ customerId }: YearBusiness): Promise<number[]> {
  const payments = await world.side.stripe.paymentIntents
    .list({ customer: customerId, limit: 100 })
    .autoPagingToArray({ limit: 10_000 });
  return payments
    .filter(({ status, description }) => status === "succeeded" && description?.startsWith("Tokens, automatically"))
    .map(({ amount_received }) => amount_received);
}

/** Each notice once by each way it goes, under a name of its own. */
function expectDeliveries({ role, id }: YearBusiness, expected: readonly ExpectedNotice[]): void {
  const mails = mailServer.received.filter(({ subject }) => subject.endsWith(`(${role.name})`));
  const byMail = byWay(expected, "email").length;
  expect(mails, role.name).toHaveLength(role.isTold || role.hasTopUp ? byMail : 0);
  expect(new Set(mails.map(({ messageId }) => messageId)).size, role.name).toBe(mails.length);
  const hooks = hook.received.filter(({ body }) => body.includes(id));
  const byHook = byWay(expected, "webhook").length;
  expect(hooks, role.name).toHaveLength(role.isTold ? byHook : 0);
  expect(new Set(hooks.map(({ headers }) => headers["webhook-id"])).size, role.name).toBe(hooks.length);
}

const byWay = (notices: readonly ExpectedNotice[], way: ExpectedNotice["channels"][number]): string[] =>
  notices.filter(({ channels }) => channels.includes(way)).map(({ what }) => what);
const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;
