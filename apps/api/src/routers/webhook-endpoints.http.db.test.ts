import { insertNotice } from "@farebox/db";
import { SAMPLE_NOTICES } from "@farebox/notices/testing";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { startTestProduct, type TestPerson, type TestProduct } from "../testing/test-product.ts";
import { type Received, type Receiver, startReceiver } from "../webhooks-out/testing/receiver.ts";

type Endpoint = { id: string; url: string; status: string; disabledReason: string | null; failingSince: string | null };
type Delivery = {
  id: string;
  webhookId: string;
  type: string;
  status: string;
  attempts: number;
  lastStatus: number | null;
  log: { status: number | null; problem: string | null; answer: string | null }[];
};
type Answer<Body> = { status: number; body: Body; fields: string[] };

const HOUR = 3_600;
const DAY = 24 * HOUR;

let product: TestProduct;
let owner: TestPerson;
let businessId: string;
let receiver: Receiver;
beforeAll(async () => {
  product = await startTestProduct();
  owner = await product.createPerson("owner@example.com");
});
beforeEach(async () => {
  businessId = await product.createBusiness({ members: { owner } });
  receiver = await startReceiver();
});
afterEach(async () => {
  await product.owner("update webhook_endpoints set deleted_at = now() where business_id = $1", [businessId]);
  await settle();
  await receiver.stop();
});
afterAll(() => product.stop());

async function ask<Body>(method: string, path: string, body?: object, of = businessId): Promise<Answer<Body>> {
  const answer = await fetch(`${product.url}/api/billing/webhook-endpoints${path}`, {
    method,
    headers: { ...owner.headers, "farebox-business": of, "content-type": "application/json" },
    ...(method !== "GET" && { body: JSON.stringify(body ?? {}) }),
  });
  const read = (await answer.json()) as Body & { error?: { fields?: { path: string; message: string }[] } };
  const fields = read.error?.fields?.map(({ path: at, message }) => `${at} ${message}`) ?? [];
  return { status: answer.status, body: read, fields };
}

async function add(more: object = {}) {
  const { body } = await ask<{ secret: string; endpoint: Endpoint }>("POST", "", { url: receiver.url, ...more });
  return { secret: body.secret, ...body.endpoint };
}
const endpointOf = async (id: string) => (await ask<Endpoint>("GET", `/${id}`)).body;
const deliveriesOf = async (id: string) => (await ask<{ items: Delivery[] }>("GET", `/${id}/deliveries`)).body.items;

async function tell(sample = "unusual-day"): Promise<string> {
  const told = SAMPLE_NOTICES[sample];
  if (told === undefined) throw new Error(`there is no sample ${sample}`);
  const id = newId();
  const notice = { ...told, id, dedupeKey: `test:${id}`, channels: ["webhook"] as const, occurredAt: Date.now() };
  await insertNotice(product.deps.db.service, { businessId, notice });
  return id;
}

const settle = () => product.deps.deliveries.workUntilSettled();
async function pass(seconds: number) {
  await product.owner("update sandbox_clock set offset_ms = offset_ms + $1", [seconds * 1_000]);
  await settle();
}
const idsOf = (received: readonly Received[]) => received.map(({ headers }) => headers["webhook-id"]);
const verify = (secret: string, { body, headers }: Received) =>
  new Webhook(secret).verify(body, headers as Record<string, string>);

test("an endpoint gets what it asked for, signed, and its log says so", async () => {
  const all = await add({ url: `${receiver.url}?all` });
  const some = await add({ url: `${receiver.url}?some`, events: ["balance.low"], description: "only the low balance" });
  const [unusual, low] = [await tell("unusual-day"), await tell("balance-low")];
  await settle();
  const to = (query: string) => receiver.received.filter(({ path }) => path === `/hook?${query}`);
  expect(idsOf(to("all")).sort()).toEqual([unusual, low].sort());
  expect(idsOf(to("some"))).toEqual([low]);
  const [message] = to("some");
  if (message === undefined) throw new Error("nothing came");
  expect(verify(some.secret, message)).toMatchObject({ id: low, type: "balance.low", businessId, data: {} });
  expect(() => verify(all.secret, message)).toThrow();
  expect(await deliveriesOf(some.id)).toMatchObject([
    { webhookId: low, type: "balance.low", status: "delivered", attempts: 1, log: [{ status: 204, problem: null }] },
  ]);
});

test("a secret is in one answer, and nowhere else: not in lists, not in the database", async () => {
  const { secret, id } = await add();
  const told = JSON.stringify([await ask("GET", ""), await ask("GET", `/${id}`), await deliveriesOf(id)]);
  expect(told).not.toContain("whsec_");
  const rows = await product.owner<{ sealed: Buffer }>("select sealed from webhook_secrets where endpoint_id = $1", [
    id,
  ]);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.sealed.toString("latin1")).not.toContain(secret.slice(6));
});

test("after a rotation the old secret signs along for a day, and of several rotations only the last two count", async () => {
  const first = await add();
  const rotate = async () =>
    (await ask<{ secret: string; oldSecretSignsUntil: string }>("POST", `/${first.id}/rotate-secret`)).body;
  const second = await rotate();
  await tell();
  await settle();
  const [both] = receiver.received.splice(0);
  if (both === undefined) throw new Error("nothing came");
  expect(String(both.headers["webhook-signature"]).split(" ")).toHaveLength(2);
  for (const secret of [first.secret, second.secret]) expect(verify(secret, both)).toBeDefined();

  const [third, fourth] = await Promise.all([rotate(), rotate()]);
  const signing = await product.owner("select signs_until from webhook_secrets where endpoint_id = $1", [first.id]);
  expect(signing).toHaveLength(2);
  await pass(DAY + 1);
  await tell();
  await settle();
  const [one] = receiver.received;
  if (one === undefined) throw new Error("nothing came");
  expect(String(one.headers["webhook-signature"]).split(" ")).toHaveLength(1);
  const accepted = [first, second, third, fourth].filter(({ secret }) => {
    try {
      return verify(secret, one) !== undefined;
    } catch {
      return false;
    }
  });
  expect(accepted).toHaveLength(1);
  expect([third.secret, fourth.secret]).toContain(accepted[0]?.secret);
});

test("an endpoint that is down for a day gets everything afterwards, each message once", async () => {
  const { id } = await add();
  receiver.answerWith((response) => response.destroy());
  const told = [];
  for (let hour = 0; hour < 24; hour += 1) {
    told.push(await tell());
    await pass(HOUR);
  }
  const tries = receiver.received.splice(0).length;
  expect(tries).toBeGreaterThan(5);
  expect((await endpointOf(id)).status).toBe("failing");
  receiver.answerWith(200);
  await pass(DAY);
  expect(idsOf(receiver.received).sort()).toEqual([...told].sort());
  expect(await endpointOf(id)).toMatchObject({ status: "enabled", failingSince: null });
});

test("one that fails for five days is turned off with a notice, waits, and gets what is left once it is on again", async () => {
  const { id } = await add();
  receiver.answerWith(500);
  const first = await tell();
  for (let day = 0; day < 7; day += 1) {
    await settle();
    for (let part = 0; part < 4; part += 1) await pass(6 * HOUR + 900);
  }
  expect(await endpointOf(id)).toMatchObject({ status: "disabled", disabledReason: "failing" });
  const notices = await product.owner<{ payload: { endpointId: string; reason: string; lastStatus: number } }>(
    "select payload from outbox where business_id = $1 and kind = 'webhook_endpoint_disabled'",
    [businessId],
  );
  expect(notices.map(({ payload }) => payload)).toMatchObject([{ endpointId: id, reason: "failing", lastStatus: 500 }]);
  receiver.received.splice(0);
  await pass(DAY);
  expect(receiver.received).toEqual([]);

  receiver.answerWith(200);
  const [failed] = (await deliveriesOf(id)).filter(({ webhookId }) => webhookId === first);
  expect(failed?.status).toBe("failed");
  const early = await ask("POST", `/${id}/deliveries/${failed?.id}/replay`);
  expect(early.fields[0]).toContain("turned off");
  const on = await ask<Endpoint>("PATCH", `/${id}`, { enabled: true });
  expect(on.body).toMatchObject({ status: "enabled", disabledReason: null, failingSince: null });
  const replayed = await ask<{ delivery: Delivery }>("POST", `/${id}/deliveries/${failed?.id}/replay`);
  expect(replayed.body.delivery).toMatchObject({ status: "pending", webhookId: first });
  await settle();
  expect(idsOf(receiver.received)).toEqual([first]);
});

test("410 turns an endpoint off at once; what comes meanwhile is not for it", async () => {
  const { id } = await add();
  receiver.answerWith(410);
  await tell();
  await settle();
  expect(await endpointOf(id)).toMatchObject({ status: "disabled", disabledReason: "gone" });
  await tell();
  await settle();
  expect(receiver.received).toHaveLength(1);
  expect(await deliveriesOf(id)).toMatchObject([{ status: "failed", lastStatus: 410, attempts: 1 }]);
});

test("paused by its owner, what was on its way waits, and goes out as soon as it is on", async () => {
  const { id } = await add();
  receiver.answerWith(500);
  const told = await tell();
  await settle();
  await ask("PATCH", `/${id}`, { enabled: false });
  receiver.received.splice(0);
  receiver.answerWith(200);
  await pass(HOUR);
  expect(receiver.received).toEqual([]);
  expect(await endpointOf(id)).toMatchObject({ status: "disabled", disabledReason: "by_owner" });
  await ask("PATCH", `/${id}`, { enabled: true });
  await settle();
  expect(idsOf(receiver.received)).toEqual([told]);
});

test("what was delivered is sent once more on a replay, under its name, and that of another endpoint is not found", async () => {
  const [one, other] = [await add(), await add({ events: ["top_up.charged"] })];
  const told = await tell();
  await settle();
  const [delivery] = await deliveriesOf(one.id);
  expect((await ask("POST", `/${other.id}/deliveries/${delivery?.id}/replay`)).status).toBe(404);
  await ask("POST", `/${one.id}/deliveries/${delivery?.id}/replay`);
  await settle();
  expect(idsOf(receiver.received)).toEqual([told, told]);
  const [again] = await deliveriesOf(one.id);
  expect(again).toMatchObject({ status: "delivered", attempts: 1, log: [{ status: 204 }, { status: 204 }] });
});

test("Retry-After is waited for, and no longer than a day", async () => {
  await add();
  receiver.answerWith((response) => response.writeHead(503, { "retry-after": "7200" }).end());
  await tell();
  await settle();
  await pass(2 * HOUR - 60);
  expect(receiver.received).toHaveLength(1);
  receiver.answerWith((response) => response.writeHead(429, { "retry-after": "99999999" }).end());
  await pass(120);
  expect(receiver.received).toHaveLength(2);
  receiver.answerWith(200);
  await pass(DAY - 60);
  expect(receiver.received).toHaveLength(2);
  await pass(120);
  expect(receiver.received).toHaveLength(3);
});

test("a test says what came of it, also while turned off, and is limited", async () => {
  const { id, secret } = await add();
  await ask("PATCH", `/${id}`, { enabled: false });
  receiver.answerWith((response) => response.writeHead(200).end("thanks"));
  const good = await ask("POST", `/${id}/test`);
  expect(good.body).toMatchObject({ delivered: true, status: 200, answer: "thanks", problem: null });
  const [message] = receiver.received;
  if (message === undefined) throw new Error("nothing came");
  expect(verify(secret, message)).toMatchObject({ type: "webhook_endpoint.test" });
  receiver.answerWith((response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end());
  const bad = await ask("POST", `/${id}/test`);
  expect(bad.body).toMatchObject({ delivered: false, status: 302, problem: "redirect" });
  const many = await Promise.all(Array.from({ length: 25 }, () => ask("POST", `/${id}/test`)));
  expect(many.some(({ status }) => status === 429)).toBe(true);
});

test.each([
  "http://10.0.0.1/",
  "https://10.0.0.1/",
  "https://192.168.1.1/",
  "https://169.254.169.254/latest/meta-data/",
  "http://0.0.0.0:3000/",
  "https://[fd00::1]/",
  "https://[::ffff:a00:1]/",
  "https://0xA000001/",
  "https://metadata.google.internal/",
  "http://example.com/",
  "https://a:b@example.com/",
  "nonsense",
])("%s is refused, new and changed", async (url) => {
  const { id } = await add();
  for (const answer of [await ask("POST", "", { url }), await ask("PATCH", `/${id}`, { url })]) {
    expect(answer.status).toBe(400);
    expect(answer.fields[0]).toMatch(/^url must /);
  }
});

test("an endpoint whose address became private after it was made is not asked", async () => {
  const { id } = await add();
  await product.owner("update webhook_endpoints set url = 'https://10.0.0.1/hook' where id = $1", [id]);
  await tell();
  await settle();
  expect(await deliveriesOf(id)).toMatchObject([
    { status: "pending", log: [{ status: null, problem: "address_refused" }] },
  ]);
});

test("a removed endpoint and its secrets are gone, and what was on its way is dropped", async () => {
  const { id } = await add();
  receiver.answerWith(500);
  await tell();
  await settle();
  expect((await ask("DELETE", `/${id}`)).status).toBe(200);
  expect((await ask("DELETE", `/${id}`)).status).toBe(404);
  await pass(HOUR);
  const rows = await product.owner("select status from notice_deliveries where recipient = $1", [id]);
  expect(rows).toEqual([{ status: "dropped" }]);
  expect(await product.owner("select from webhook_secrets where endpoint_id = $1", [id])).toEqual([]);
});

test("of many endpoints made at once a business gets twenty", async () => {
  const answers = await Promise.all(Array.from({ length: 25 }, () => ask("POST", "", { url: receiver.url })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
  expect((await ask<{ items: Endpoint[] }>("GET", "")).body.items).toHaveLength(20);
});

test("a slow endpoint does not hold up another one's messages", async () => {
  const slow = await startReceiver();
  slow.answerWith((response) => setTimeout(() => response.writeHead(200).end(), 4_000));
  await add({ url: slow.url });
  await add();
  const startedAt = performance.now();
  for (let count = 0; count < 12; count += 1) await tell();
  const settled = settle();
  await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBe(12);
  const tookMs = performance.now() - startedAt;
  slow.answerWith(200);
  await settled;
  await slow.stop();
  expect(tookMs).toBeLessThan(8_000);
}, 90_000);
