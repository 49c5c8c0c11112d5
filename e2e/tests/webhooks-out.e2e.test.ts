import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BillingClient, billingClient } from "../src/billing-client.ts";
import { freePort } from "../src/free-port.ts";
import { moneyClock } from "../src/money-clock.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { OK, type Received, startWebhookReceiver } from "../src/webhook-receiver.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;

const home = newHome();
let product: Product;
let billing: BillingClient;
let clock: ReturnType<typeof moneyClock>;
beforeAll(async () => {
  product = await startProduct(home);
  billing = billingClient({ url: product.url, key: product.operatorKey });
  clock = moneyClock(product);
});
afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

type Endpoint = { id: string; status: string };
type Delivery = { id: string; webhookId: string; status: string; log: { problem: string | null }[] };

async function openBusiness(url: string) {
  const { id: business } = await billing.createBusiness("Told");
  const { secret, endpoint } = await billing.must<{ secret: string; endpoint: Endpoint }>(
    "POST",
    "/webhook-endpoints",
    {
      business,
      body: { url, events: ["grant.adjusted"] },
    },
  );
  const path = `/webhook-endpoints/${endpoint.id}`;
  let grants = 0;
  return {
    business,
    secret,
    path,
    /** Causes one notice. */
    tell: async () => {
      grants += 1;
      await billing.grant(business, { key: `told-${grants}`, tokens: 1 });
    },
    get: () => billing.must<Endpoint>("GET", path, { business }),
    deliveries: async () =>
      (await billing.must<{ items: Delivery[] }>("GET", `${path}/deliveries?limit=200`, { business })).items,
    post: <Body>(to: string) => billing.must<Body>("POST", `${path}${to}`, { business }),
  };
}

const idOf = ({ headers }: Received) => headers["webhook-id"] ?? "";
const verify = (secret: string, { body, headers }: Received) => new Webhook(secret).verify(body, headers);

test("an endpoint that is down for a day is sent everything afterwards, once per webhook-id, and all of it verifies", async () => {
  const port = await freePort();
  const told = await openBusiness(`http://127.0.0.1:${port}/hook`);
  for (let hour = 0; hour < 24; hour += 1) {
    await told.tell();
    await clock.moveBy(HOUR);
  }
  expect((await told.get()).status).toBe("failing");
  const receiver = await startWebhookReceiver((socket) => socket.end(OK), port);
  await clock.moveBy(DAY);
  await receiver.stop();
  expect(receiver.received).toHaveLength(24);
  expect(new Set(receiver.received.map(idOf)).size).toBe(24);
  for (const message of receiver.received)
    expect(verify(told.secret, message)).toMatchObject({ type: "grant.adjusted", businessId: told.business });
  expect((await told.deliveries()).map(({ status }) => status)).toEqual(Array(24).fill("delivered"));
  expect((await told.get()).status).toBe("enabled");
}, 300_000);

const HOSTILE: Readonly<Record<string, (socket: Socket) => void>> = {
  timed_out: (socket) => {
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    const drip = setInterval(() => socket.write("."), 100);
    socket.on("close", () => clearInterval(drip));
  },
  connection_lost: (socket) => {
    socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nnearly", () => socket.resetAndDestroy());
  },
  redirect: (socket) => {
    socket.end("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n");
  },
  not_http: (socket) => socket.end("* OK IMAP4rev1 ready\r\n"),
  not_a_success: (socket) => socket.end("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"),
};

test("after every hostile answer the message is sent again; one that is huge has said enough", async () => {
  const attempts = new Map<string, number>();
  const behaviours = Object.values(HOSTILE);
  const receiver = await startWebhookReceiver((socket, message) => {
    const attempt = attempts.get(idOf(message)) ?? 0;
    attempts.set(idOf(message), attempt + 1);
    const hostile = attempts.size === 1 ? behaviours[attempt] : undefined;
    if (hostile !== undefined) return hostile(socket);
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    const more = (failure?: Error | null) => {
      if (!failure && socket.writable) socket.write("x".repeat(65_536), more);
    };
    more();
  });
  const told = await openBusiness(receiver.url);
  await told.tell();
  // The answer that never ends is waited for in real time, and may outlast an hour or more of the moved clock.
  const isDelivered = async () => (await told.deliveries())[0]?.status === "delivered";
  for (let hour = 0; hour < 48 && !(await isDelivered()); hour += 1) await clock.moveBy(HOUR);
  await told.tell();
  await clock.settle();
  await receiver.stop();
  expect([...attempts.values()]).toEqual([behaviours.length + 1, 1]);
  const [second, first] = await told.deliveries();
  expect(first?.log.map(({ problem }) => problem)).toEqual([null, ...Object.keys(HOSTILE).reverse()]);
  expect([first?.status, second?.status]).toEqual(["delivered", "delivered"]);
}, 300_000);

test("a replay and a test are sent, and a rotation lets both secrets verify until a day has passed", async () => {
  const receiver = await startWebhookReceiver((socket) => socket.end(OK));
  const told = await openBusiness(receiver.url);
  await told.tell();
  await clock.settle();
  const rotated = await told.post<{ secret: string }>("/rotate-secret");
  const [delivery] = await told.deliveries();
  await told.post(`/deliveries/${delivery?.id}/replay`);
  await clock.settle();
  expect(await told.post("/test")).toMatchObject({ delivered: true, status: 200 });
  await clock.moveBy(DAY + 60);
  await told.tell();
  await clock.settle();
  await receiver.stop();
  const [sent, replayed, tested, later] = receiver.received;
  if (!sent || !replayed || !tested || !later) throw new Error(`only ${receiver.received.length} arrived`);
  expect(idOf(replayed)).toBe(idOf(sent));
  for (const message of [replayed, tested])
    for (const secret of [told.secret, rotated.secret]) expect(verify(secret, message)).toBeDefined();
  expect(verify(rotated.secret, later)).toBeDefined();
  expect(() => verify(told.secret, later)).toThrow();
});

test.each([
  "http://10.0.0.1/",
  "http://192.168.0.1:8080/",
  "http://169.254.169.254/latest/meta-data/",
  "http://[fe80::1]/",
  "https://172.16.0.1/",
  "https://[::ffff:10.0.0.1]/",
  "https://0.0.0.0/",
  "https://0x0a.1/",
])("%s is refused by a local start, too", async (url) => {
  const { id: business } = await billing.createBusiness("Hostile");
  const answer = await billing.call("POST", "/webhook-endpoints", { business, body: { url } });
  expect(answer).toMatchObject({
    status: 400,
    body: { error: { code: "validation_failed", fields: [{ path: "url" }] } },
  });
});

test("the receiver of the manual runs as it stands, and refuses what is not signed", async () => {
  const port = await freePort();
  const told = await openBusiness(`http://127.0.0.1:${port}/`);
  const receiver = startManualReceiver({ PORT: String(port), FAREBOX_WEBHOOK_SECRET: told.secret });
  let printed = "";
  receiver.stdout?.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
  });
  await expect
    .poll(
      () =>
        fetch(`http://127.0.0.1:${port}`).then(
          ({ status }) => status,
          () => null,
        ),
      { timeout: 20_000 },
    )
    .toBe(400);
  const forged = await fetch(`http://127.0.0.1:${port}`, {
    method: "POST",
    headers: {
      "webhook-id": "x",
      "webhook-timestamp": String(Math.floor(Date.now() / 1_000)),
      "webhook-signature": "v1,x",
    },
    body: "{}",
  });
  expect(forged.status).toBe(400);
  await told.tell();
  await clock.settle();
  const [delivery] = await told.deliveries();
  await told.post(`/deliveries/${delivery?.id}/replay`);
  await clock.settle();
  expect((await told.deliveries())[0]).toMatchObject({
    status: "delivered",
    log: [{ problem: null }, { problem: null }],
  });
  await expect.poll(() => printed).toBe(`grant.adjusted ${delivery?.webhookId}\n`);
  receiver.kill();
  await once(receiver, "exit");
});

function startManualReceiver(env: Readonly<Record<string, string>>): ChildProcess {
  const manual = readFileSync(new URL("../../docs/operate/outgoing-webhooks.md", import.meta.url), "utf8");
  const code = /```js\n([\s\S]+?)```/.exec(manual)?.[1];
  if (code === undefined) throw new Error("the manual shows no receiver");
  // Below this package, so that it finds the same library as a project that installed it.
  const folder = new URL("../test-results/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const file = fileURLToPath(new URL(`receiver-${process.pid}.mjs`, folder));
  writeFileSync(file, code);
  return spawn(process.execPath, [file], { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
}
