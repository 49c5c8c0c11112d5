import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepLog } from "../testing/log-lines.ts";
import { WEBHOOK_PATH } from "./handled-events.ts";
import { deliver, madeUpEvent, post, signatureOf } from "./testing/deliver.ts";
import { openShop, type Shop } from "./testing/shop.ts";

let shop: Shop;
const kept = keepLog();
beforeAll(async () => {
  shop = await openShop({ log: kept.log });
});
afterAll(() => shop.product.stop());

const url = () => shop.product.url;
const rows = async () => (await shop.events()).length;
const plain = () => madeUpEvent({ type: "plan.created", object: { id: `plan_${randomUUID()}` } });

describe("a delivery that proves nothing is refused, leaves no row and is not repeated to its sender", () => {
  const secretWord = "marmalade";
  const body = JSON.stringify(madeUpEvent({ type: "invoice.paid", object: { id: "in_1", note: secretWord } }));
  test.each([
    ["W12 none", () => post(url(), body)],
    ["W12 empty", () => post(url(), body, { "stripe-signature": "" })],
    ["W12 garbage", () => post(url(), body, { "stripe-signature": "t=1;v1=2" })],
    ["W12 v0 only", () => post(url(), body, { "stripe-signature": signatureOf(body, { scheme: "v0" }) })],
    ["W13 the empty key", () => post(url(), body, { "stripe-signature": signatureOf(body, { secret: "" }) })],
    ["W14 a wrong secret", () => post(url(), body, { "stripe-signature": signatureOf(body, { secret: "whsec_no" }) })],
    [
      "W14 one byte changed",
      () => post(url(), body.replace("in_1", "in_2"), { "stripe-signature": signatureOf(body) }),
    ],
    ["W15 302 s old", () => post(url(), body, { "stripe-signature": signatureOf(body, { ageSeconds: 302 }) })],
    ["W16 310 s ahead", () => post(url(), body, { "stripe-signature": signatureOf(body, { ageSeconds: -310 }) })],
    ["W23 re-serialised", () => post(url(), ` ${body}`, { "stripe-signature": signatureOf(body) })],
    ["an empty body", () => post(url(), "")],
  ])("%s", async (_, send) => {
    const before = await rows();
    const { status, text } = await send();
    expect([status, JSON.parse(text)]).toMatchObject([400, { error: { code: "invalid_signature" } }]);
    expect(text).not.toContain(secretWord);
    expect(await rows()).toBe(before);
    expect(kept.text()).not.toContain(secretWord);
  });
});

describe("W22 W25 what no provider sends is turned away before anything is computed", () => {
  const large = JSON.stringify({ ...plain(), filler: "x".repeat(2 * 1024 * 1024) });
  const zipped = new Uint8Array(gzipSync(JSON.stringify(plain())));
  test.each([
    [413, "2 MB", () => deliver(url(), large)],
    [415, "another content type", () => post(url(), "a=b", { "content-type": "application/x-www-form-urlencoded" })],
    [415, "gzip", () => post(url(), zipped, { "content-encoding": "gzip" })],
  ])("%i for %s", async (status, _, send) => {
    const before = await rows();
    expect((await send()).status).toBe(status);
    expect(await rows()).toBe(before);
  });

  test.each(["GET", "HEAD", "PUT", "DELETE"])("405 for %s", async (method) => {
    const answer = await fetch(`${url()}${WEBHOOK_PATH}`, { method });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
  });

  test("a body without an end is cut off at its bound, and one that does not come in time at its deadline", async () => {
    const answers = await Promise.all([sendForEver(64 * 1024, 0), sendForEver(1, 500)]);
    expect(answers.map((answer) => answer.split(" ")[1])).toEqual(["413", "408"]);
  });
});

describe("W24 W21 signed nonsense is refused or filed, never a failure of ours", () => {
  const id = () => `evt_${randomUUID()}`;
  test.each([
    ["not JSON", "{", 400],
    ["not UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), 400],
    ["null", "null", 400],
    ["an array", "[1]", 400],
    ["no id", { type: "invoice.paid", data: { object: {} } }, 400],
    ["an id that is none", { id: "a b", type: "invoice.paid" }, 400],
    ["no type", { id: id() }, 400],
    ["no data", { id: id(), type: "invoice.paid" }, 200],
    ["data without its object", { id: id(), type: "invoice.paid", data: {} }, 200],
    ["an object without its id", { id: id(), type: "invoice.paid", data: { object: { id: 7 } } }, 200],
    ["what PostgreSQL cannot keep", { id: id(), type: "x", data: { object: { a: "\u0000", b: "\ud800" } } }, 200],
    ["a thin event", { id: id(), object: "v2.core.event", type: "v2.core.account.updated", related_object: {} }, 200],
  ])("%s", async (_, payload, status) => {
    expect((await deliver(url(), payload)).status).toBe(status);
    await shop.settle();
    const stuck = await shop.events("quarantined");
    expect(stuck.every(({ problem }) => problem === "the event does not say what it is about")).toBe(true);
    expect(await shop.events("pending")).toEqual([]);
  });
});

test("W01 W17 a delivery that comes again, however late, is answered well and is one event", async () => {
  const event = plain();
  const answers = await Promise.all(Array.from({ length: 5 }, () => deliver(url(), event)));
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
  await shop.settle();
  await shop.product.owner(
    "update provider_events set received_at = received_at - interval '40 days' where event_id = $1",
    [event.id],
  );
  expect((await deliver(url(), event)).status).toBe(200);
  await shop.settle();
  const filed = (await shop.events()).filter(({ event_id }) => event_id === event.id);
  expect(filed).toMatchObject([{ status: "ignored", attempts: 1 }]);
});

test.each([
  ["W19 an unknown type", plain, null],
  ["W10 a live event", () => ({ ...plain(), livemode: true }), "a live event, and we are in test mode"],
  ["W11 another account's", () => ({ ...plain(), account: "acct_7" }), "an event of the account acct_7"],
  [
    "W10 a live event of a type we handle",
    () => madeUpEvent({ type: "payment_intent.succeeded", object: { id: "pi_1" }, livemode: true }),
    "a live event, and we are in test mode",
  ],
])("%s is filed and ignored", async (_, make, problem) => {
  const event = make();
  expect((await deliver(url(), event)).status).toBe(200);
  await shop.settle();
  const filed = (await shop.events("ignored")).find(({ event_id }) => event_id === event.id);
  expect(filed).toMatchObject({ problem });
});

test("W26 while the database is away the provider is asked to come again, and nothing is half there", async () => {
  const event = plain();
  const name = (await shop.product.owner<{ name: string }>("select current_database() as name", []))[0]?.name ?? "";
  await shop.product.onServer(`alter database "${name}" allow_connections false`);
  await shop.product.onServer(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and pid <> pg_backend_pid()`,
  );
  const away = await deliver(url(), event);
  await shop.product.onServer(`alter database "${name}" allow_connections true`);
  expect(away.status).toBe(503);
  await expect.poll(async () => (await deliver(url(), event)).status, { timeout: 20_000 }).toBe(200);
  await shop.settle();
  expect((await shop.events()).filter(({ event_id }) => event_id === event.id)).toHaveLength(1);
});

/** Sends chunks until somebody answers. */
function sendForEver(chunkBytes: number, pauseMs: number): Promise<string> {
  const { hostname, port } = new URL(url());
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const chunk = `${chunkBytes.toString(16)}\r\n${"x".repeat(chunkBytes)}\r\n`;
    socket.write(
      `POST ${WEBHOOK_PATH} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const timer = setInterval(() => socket.writable && socket.write(chunk), pauseMs);
    socket.on("data", (data) => {
      clearInterval(timer);
      socket.destroy();
      resolve(data.toString());
    });
    socket.on("error", reject);
  });
}
