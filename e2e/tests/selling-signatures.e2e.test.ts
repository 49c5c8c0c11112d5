import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiProcess, startApiProcess } from "../src/api-process.ts";
import { billingClient } from "../src/billing-client.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { madeUpEvent, sign, signedBy } from "../src/sign-delivery.ts";
import { verifyLedger } from "../src/verify-ledger.ts";

const [OLD, NEW] = ["whsec_of_last_month", "whsec_of_this_month"];
const HOOK = "/api/webhooks/stripe";

const home = newHome();
let product: Product;
/** Configured with both secrets, and with the new one alone: while one is exchanged for the other, and after. */
let processes: Record<"during" | "after", ApiProcess>;
beforeAll(async () => {
  product = await startProduct(home);
  const start = (secrets: string) =>
    startApiProcess(product.databaseUrl, {
      FAREBOX_STRIPE_URL: product.stripeUrl ?? "",
      STRIPE_WEBHOOK_SECRET: secrets,
    });
  const [during, after] = await Promise.all([start(`${OLD},${NEW}`), start(NEW)]);
  processes = { during, after };
});
afterAll(async () => {
  await Promise.all(Object.values(processes ?? {}).map((process) => process.stop()));
  await product?.stop();
  removeHome(home);
});

const now = () => Math.floor(Date.now() / 1_000);
const secret = () => product.stripeWebhookSecret ?? "";

describe("a delivery that proves nothing is refused, says nothing and leaves nothing", () => {
  test.each<[string, (body: string) => string | undefined]>([
    ["W12: without a signature", () => undefined],
    ["W12: an empty header", () => ""],
    ["W12: garbage", () => "not a signature at all, =,,=;"],
    ["W12: only a v0", (body) => `t=${now()},v0=${sign(secret(), now(), body)}`],
    ["W12: a time alone", () => `t=${now()}`],
    ["W12: a signature without its time", (body) => `v1=${sign(secret(), now(), body)}`],
    ["W12: two times", (body) => `t=${now()},t=${now()},v1=${sign(secret(), now(), body)}`],
    ["W13: signed with the empty key", (body) => signedBy("", body)],
    ["W14: another secret", (body) => signedBy("whsec_of_somebody_else", body)],
    ["W14: one byte of the body is another", (body) => signedBy(secret(), body.replace("customer", "custumer"))],
    ["W14: the header of another delivery", () => signedBy(secret(), madeUpEvent().body)],
    ["W15: 302 seconds old", (body) => signedBy(secret(), body, 302)],
    ["W16: 310 seconds ahead", (body) => signedBy(secret(), body, -310)],
    ["W23: read and written again on its way", (body) => signedBy(secret(), JSON.stringify(JSON.parse(body)))],
    ["W18: a secret that is not configured here", (body) => signedBy(NEW, body)],
  ])("%s", async (_, header) => {
    const { id, body } = madeUpEvent();
    const answer = await deliver(product.url, body, header(body));
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain(id);
    expect(await isFiled(id)).toBe(false);
  });
});

describe("a delivery that proves whose it is is taken, and filed once", () => {
  test.each<[string, (body: string) => string]>([
    ["signed now", (body) => signedBy(secret(), body)],
    ["298 seconds old", (body) => signedBy(secret(), body, 298)],
    ["295 seconds ahead", (body) => signedBy(secret(), body, -295)],
    ["W18: two v1, the second ours", (body) => `t=${now()},v1=${"0".repeat(64)},v1=${sign(secret(), now(), body)}`],
    [
      "W18: two v1, the first ours",
      (body) => `t=${now()},v1=${sign(secret(), now(), body)},v1=${sign(OLD, now(), body)}`,
    ],
    ["a v0 beside it", (body) => `t=${now()},v0=${"f".repeat(64)},v1=${sign(secret(), now(), body)}`],
  ])("%s", async (_, header) => {
    const { id, body } = madeUpEvent();
    expect((await deliver(product.url, body, header(body))).status).toBe(200);
    expect(await isFiled(id)).toBe(true);
    // W17: caught on its way and played again.
    expect((await deliver(product.url, body, header(body))).status).toBe(200);
  });
});

test("W18: while a secret is exchanged either is taken, and after that the old one is not", async () => {
  const { body } = madeUpEvent();
  const answers = async (name: keyof typeof processes) => {
    const byBoth = `t=${now()},v1=${sign(OLD, now(), body)},v1=${sign(NEW, now(), body)}`;
    const headers = [signedBy(OLD, body), signedBy(NEW, body), byBoth];
    return Promise.all(headers.map(async (header) => (await deliver(processes[name].url, body, header)).status));
  };
  expect(await answers("during")).toEqual([200, 200, 200]);
  expect(await answers("after")).toEqual([400, 200, 200]);
});

test("W22: a body of 2 MB is refused before anything is computed over it, one below the limit is taken", async () => {
  const large = madeUpEvent(2 * 1024 * 1024);
  expect((await deliver(product.url, large.body, signedBy(secret(), large.body))).status).toBe(413);
  expect(await isFiled(large.id)).toBe(false);
  const long = madeUpEvent(900 * 1024);
  expect((await deliver(product.url, long.body, signedBy(secret(), long.body))).status).toBe(200);
  expect(await isFiled(long.id)).toBe(true);
});

test.each<[string, string]>([
  ["not JSON", "this is not JSON"],
  ["JSON null", "null"],
  ["a list", "[]"],
  ["nothing", ""],
  ["no id", JSON.stringify({ object: "event", type: "invoice.paid", data: { object: { id: "in_1" } } })],
  ["an id that is none", JSON.stringify({ id: { $ne: 1 }, object: "event", type: "invoice.paid" })],
  ["bytes", "\u0000\u0001\ud83d"],
])("W24: signed by us, and %s: no failure of ours", async (_, body) => {
  const bytes = Buffer.from(body);
  expect((await deliver(product.url, body, signedBy(secret(), bytes))).status).toBe(400);
});

test("W21: a thin event, which is about no object of this version, is filed and left alone", async () => {
  const id = madeUpEvent().id;
  const body = JSON.stringify({ id, object: "v2.core.event", type: "v2.core.account.created", related_object: null });
  expect((await deliver(product.url, body, signedBy(secret(), body))).status).toBe(200);
  const billing = billingClient({ url: product.url, key: product.operatorKey });
  await expect
    .poll(async () => (await billing.must<{ status: string }>("GET", `/admin/provider-events/${id}`)).status)
    .toBe("ignored");
});

test("W25: other methods and what is packed are refused", async () => {
  for (const method of ["GET", "PUT", "DELETE", "PATCH"])
    expect((await fetch(`${product.url}${HOOK}`, { method })).status, method).toBe(405);
  const { body } = madeUpEvent();
  const answer = await fetch(`${product.url}${HOOK}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "content-encoding": "gzip",
      "stripe-signature": signedBy(secret(), body),
    },
    body,
  });
  expect(answer.status).toBe(415);
});

test("after all of it every book holds", () => {
  const verified = verifyLedger(product);
  expect(verified.status, verified.output).toBe(0);
});

async function deliver(url: string, body: string, header: string | undefined) {
  const answer = await fetch(`${url}${HOOK}`, {
    method: "POST",
    headers: {
      "content-type": "application/json; charset=utf-8",
      ...(header === undefined ? {} : { "stripe-signature": header }),
    },
    body: Buffer.from(body),
  });
  return { status: answer.status, text: await answer.text() };
}

async function isFiled(eventId: string): Promise<boolean> {
  const billing = billingClient({ url: product.url, key: product.operatorKey });
  const { status } = await billing.call("GET", `/admin/provider-events/${eventId}`);
  expect([200, 404]).toContain(status);
  return status === 200;
}
