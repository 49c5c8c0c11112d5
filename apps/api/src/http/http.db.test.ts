import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bearer } from "../testing/doors.ts";
import { startTestProduct, type TestPerson, type TestProduct } from "../testing/test-product.ts";

let product: TestProduct;
let owner: TestPerson;
let businessId: string;
let key: string;

beforeAll(async () => {
  product = await startTestProduct({ variables: { FAREBOX_ALLOWED_ORIGINS: "https://app.example.com" } });
  owner = await product.createPerson("owner@example.com");
  businessId = await product.createBusiness({ members: { owner } });
  key = await product.createKey(businessId, ["read", "usage:write"]);
});
afterAll(() => product.stop());

type Answer = { status: number; code: string | undefined; paths: string[]; headers: Headers };

async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
  const answer = await fetch(`${product.url}${path}`, init);
  const body = (await answer.json().catch(() => ({}))) as {
    error?: { code?: string; fields?: { path: string }[]; data?: { billing: NonNullable<(typeof body)["error"]> } };
  };
  const error = body.error?.data?.billing ?? body.error;
  return {
    status: answer.status,
    code: error?.code,
    paths: error?.fields?.map(({ path: at }) => at) ?? [],
    headers: answer.headers,
  };
}

function post(
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return ask(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...bearer(key), ...headers },
    body,
  });
}

const USAGE = ["/api/billing/usage", "/api/trpc/usage.record"];

describe.each(USAGE)("%s", (path) => {
  test.each([
    ["broken JSON", '{"events":[', "body"],
    ["a name twice", '{"events":[],"events":[]}', "events"],
    ["a bomb of brackets", "[".repeat(100_000), "body"],
    ["a million items", `{"events":[${"0,".repeat(1_000_000)}0]}`, "events"],
    ["__proto__", '{"events":[{"key":"a","service":"sms","quantity":1,"__proto__":{"x":1}}]}', "events.0.__proto__"],
    ["NUL", '{"events":[{"key":"a","service":"s\\u0000ms","quantity":1}]}', "events.0.service"],
    ["half a surrogate pair", '{"events":[{"key":"a","service":"s\\ud800","quantity":1}]}', "events.0.service"],
    ["bytes that are not UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), "body"],
  ])("refuses %s with its path (I06, I08, I14)", async (_, body, wanted) => {
    const answer = await post(path, body);
    expect(answer).toMatchObject({ status: 400, code: "validation_failed" });
    expect(answer.paths).toContain(wanted);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  test("refuses a body over 4 MiB, stated or streamed (I15)", async () => {
    const large = "x".repeat(5 * 1024 * 1024);
    expect(await post(path, large)).toMatchObject({ status: 413, code: "payload_too_large" });
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(32)),
    });
    const streamed = { body: endless, duplex: "half" } as RequestInit;
    const init = { method: "POST", headers: { "content-type": "application/json", ...bearer(key) }, ...streamed };
    const answer = await ask(path, init).catch(() => null);
    // The connection is closed on whoever never ends, so the answer may be lost on the way.
    expect(answer?.status ?? 413).toBe(413);
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/octet-stream",
    "application/json; charset=utf-16",
  ])("refuses a body of type %s", async (type) => {
    expect(await post(path, "{}", { "content-type": type })).toMatchObject({
      status: 415,
      code: "unsupported_media_type",
    });
  });

  test("refuses a packed body", async () => {
    expect(await post(path, "{}", { "content-encoding": "gzip" })).toMatchObject({
      status: 415,
      code: "unsupported_media_type",
    });
  });

  test.each(["PUT", "DELETE", "PATCH", "OPTIONS"])("does not take %s (I20)", async (method) => {
    const answer = await ask(path, { method, headers: bearer(key) });
    expect(answer).toMatchObject({ status: 405, code: "method_not_allowed" });
    expect(answer.headers.get("allow")).toContain("POST");
  });
});

test.each(["/api/billing/invitations/x/accept", "/api/trpc/usage.record"])(
  "GET of a mutation is refused at %s, whatever a header says (I20)",
  async (path) => {
    const headers = { ...bearer(key), "x-http-method-override": "POST" };
    expect(await ask(path, { headers })).toMatchObject({ status: 405, code: "method_not_allowed" });
  },
);

test.each([
  "/api/billing/nothing",
  "/api/billing/BALANCE",
  "/api/billing//balance",
  "/api/billing/balance/",
  "/api/billing/%62alance%00",
  "/api/trpc/nothing.here",
  "/api/trpc/__proto__",
  "/api/auth/organization/create",
  "/api/auth/delete-user",
  "/api/nothing",
])("%s is not found, in the shape of every error (I20)", async (path) => {
  expect(await ask(path, { headers: bearer(key) })).toMatchObject({ status: 404, code: "not_found" });
});

test("a batch has at most twenty calls (I12)", async () => {
  const call = async (count: number) => {
    const names = Array.from({ length: count }, () => "balance.get").join(",");
    return (await fetch(`${product.url}/api/trpc/${names}?batch=1&input=%7B%7D`, { headers: bearer(key) })).status;
  };
  expect(await call(20)).toBe(200);
  expect(await call(21)).toBe(400);
});

test("two Authorization headers are refused (I21)", async () => {
  const lines = [
    "GET /api/billing/balance HTTP/1.1",
    "Host: x",
    `Authorization: Bearer ${key}`,
    "Authorization: Bearer other",
    "Connection: close",
  ];
  expect(await raw(`${lines.join("\r\n")}\r\n\r\n`)).toContain('"code":"validation_failed"');
});

test("headers of 64 KiB are refused (I21)", async () => {
  const answer = await raw(`GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${"x".repeat(65_536)}\r\n\r\n`);
  expect(answer).toContain("431");
  expect(answer).toContain('"code":"payload_too_large"');
});

test("an address without HTTP in it is refused", async () => {
  expect(await raw("nonsense\r\n\r\n")).toContain("400 Bad Request");
});

describe("a session cookie", () => {
  const write = (headers: Record<string, string>) =>
    ask("/api/billing/api-keys", {
      method: "POST",
      headers: { "content-type": "application/json", cookie: owner.headers["cookie"] ?? "", ...headers },
      body: JSON.stringify({ name: "From a page" }),
    });

  test("counts from our own pages", async () => {
    expect((await write({ origin: product.url })).status).toBe(200);
    expect((await write({ origin: product.url, "sec-fetch-site": "same-origin" })).status).toBe(200);
  });

  test.each([
    ["no Origin", {}],
    ["Origin null", { origin: "null" }],
    ["another site", { origin: "https://evil.example" }],
    ["another site that claims to be ours", { origin: "https://evil.example", "sec-fetch-site": "same-origin" }],
    ["a neighbour on a subdomain", { origin: "http://sub.127.0.0.1.nip.io", "sec-fetch-site": "same-site" }],
    ["a page of an allowed origin", { origin: "https://app.example.com" }],
  ])("does not count with %s (A26)", async (_, headers) => {
    expect(await write(headers)).toMatchObject({ status: 403, code: "forbidden" });
  });

  test("never counts with a form's content type (A26)", async () => {
    expect((await write({ origin: product.url, "content-type": "text/plain" })).status).toBe(415);
  });
});

describe("another site's page", () => {
  const preflight = (origin: string) =>
    ask("/api/billing/balance", { method: "OPTIONS", headers: { origin, "access-control-request-method": "GET" } });

  test("may call when it is on the list, without cookies (A27)", async () => {
    const { status, headers } = await preflight("https://app.example.com");
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe("https://app.example.com");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
  });

  test.each(["https://app.example.com.evil", "null", "http://app.example.com", "https://sub.app.example.com"])(
    "may not call from %s (A27)",
    async (origin) => {
      expect((await preflight(origin)).headers.get("access-control-allow-origin")).toBeNull();
    },
  );
});

test("every answer has an id of our own making and headers that protect a page", async () => {
  const answer = await ask("/healthz", { headers: { "x-request-id": "mine\tor yours" } });
  expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer.headers.get("content-security-policy")).toContain("script-src 'self';");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
});

test("numbers about the process are for this machine or whoever has the token (A35)", async () => {
  expect((await fetch(`${product.url}/metrics`)).status).toBe(200);
  expect((await ask("/metrics", { headers: { "x-forwarded-for": "203.0.113.9" } })).status).toBe(404);
});

test.each(["/dev/mail", "/dev/mail.json", "/dev/mail.css"])(
  "%s is for this machine under its own name alone",
  async (path) => {
    const statusFor = async (...headers: string[]) =>
      (await raw([`GET ${path} HTTP/1.1`, ...headers, "Connection: close", "", ""].join("\r\n"))).split(" ")[1];
    const own = [`Host: 127.0.0.1:${product.server.port}`, "Host: localhost", "Host: [::1]:3000"];
    expect(await Promise.all(own.map((host) => statusFor(host)))).toEqual(["200", "200", "200"]);
    const foreign = ["rebind.example", "127.0.0.1.example", "localhost.example:3000", "192.168.1.5:3000"];
    expect(await Promise.all(foreign.map((host) => statusFor(`Host: ${host}`)))).toEqual(Array(4).fill("404"));
    expect(await statusFor("Host: localhost", "X-Forwarded-For: 203.0.113.9")).toBe("404");
  },
);

test("a forged internal header changes nothing (A34)", async () => {
  const answer = await ask("/api/billing/members", {
    headers: { ...bearer(key), "x-role": "owner", "x-tenant-id": businessId },
  });
  expect(answer).toMatchObject({ status: 403, code: "forbidden" });
});

function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(product.server.port, "127.0.0.1", () => socket.write(request));
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk.toString();
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}
