import type { Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createFarebox } from "../create-farebox.ts";
import { FareboxError } from "../errors.ts";
import type { FareboxOptions } from "../options.ts";
import { aBalance, aHold, recorded } from "../testing/answers.ts";
import { type Asked, type HostileServer, http, json, startHostileServer } from "../testing/hostile-server.ts";

const EVENT = { key: "sms-1", service: "sms", quantity: 1 };

let server: HostileServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

async function connect(answer: (asked: Asked, socket: Socket) => void, options: Partial<FareboxOptions> = {}) {
  server = await startHostileServer(answer);
  return createFarebox({
    url: server.url,
    key: "fb_test_key",
    attemptTimeoutMs: 300,
    totalTimeoutMs: 2_000,
    startTimeoutMs: 1_000,
    ...options,
  });
}

const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error as FareboxError,
  );

describe("a good status with nonsense is an error with a code", () => {
  test.each(["", "<html>It works!</html>", "[]", "null", "42", '"ok"', '{"results":', "\u0000\u0001"])(
    "%j",
    async (body) => {
      const farebox = await connect((_, socket) => socket.write(http(200, body)));
      const works = [
        farebox.balance.get(),
        farebox.usage.record(EVENT),
        farebox.calls.start({ callId: "CA-1", service: "outbound_call" }),
        farebox.calls.resume("CA-2"),
      ];
      for (const error of await Promise.all(works.map(failure))) {
        expect(error).toBeInstanceOf(FareboxError);
        expect(error?.code).toBe("invalid_answer");
      }
    },
  );

  test.each([
    {},
    { results: [] },
    { results: [{ key: "sms-1" }] },
    { results: "all" },
    { holdId: 1 },
    { holdId: "x", status: "open" },
    { available: "90", held: 10, debt: 0, total: 100 },
    { available: 90, held: 10, debt: 0 },
  ])("of another shape: %j", async (body) => {
    const farebox = await connect((_, socket) => socket.write(json(200, body)));
    const works = [
      farebox.balance.get(),
      farebox.usage.authorize({ service: "sms" }),
      farebox.holds.get({ id: "0198c0de-0000-7000-8000-000000000001" }),
      farebox.holds.list(),
    ];
    for (const error of await Promise.all(works.map(failure)))
      expect(error).toMatchObject({ name: "FareboxError", code: "invalid_answer" });
    expect((await failure(farebox.usage.record(EVENT)))?.code).toBe("invalid_answer");
    expect((await failure(farebox.calls.start({ callId: "CA-1", service: "outbound_call" })))?.code).toBe(
      "invalid_answer",
    );
  });
});

test("half an answer may be whole the next time, and what an API does not say yet is no reason to refuse it", async () => {
  const farebox = await connect((_, socket) => {
    const { available, held, debt, total } = aBalance();
    socket.write(json(200, server?.seen.length === 1 ? {} : { available, held, debt, total }));
  });
  expect(await farebox.balance.get()).toEqual({ available: 90, held: 10, debt: 0, total: 100 });
  expect(server?.seen).toHaveLength(2);
});

test("after `close()` nothing is recorded, queued or started, and that has a code", async () => {
  const farebox = await connect((asked, socket) => socket.write(json(200, recorded(asked.body))));
  const before = farebox.usage.record(EVENT);
  await farebox.close();
  expect(await before).toMatchObject({ outcome: "recorded" });
  const works = [
    farebox.usage.record(EVENT),
    farebox.usage.record([EVENT]),
    farebox.usage.enqueue(EVENT),
    farebox.calls.start({ callId: "CA-1", service: "outbound_call" }),
    farebox.calls.resume("CA-1"),
  ];
  for (const error of await Promise.all(works.map(failure)))
    expect(error).toMatchObject({ name: "FareboxError", code: "closed", retryable: false });
  expect(server?.seen).toHaveLength(1);
});

test("silence ends with a timeout, after attempts that were timed too", async () => {
  const farebox = await connect(() => undefined);
  const startedAt = performance.now();
  const error = await failure(farebox.balance.get());
  expect(error).toMatchObject({ code: "timeout", retryable: true, status: null });
  expect(performance.now() - startedAt).toBeLessThan(2_500);
  expect(server?.seen.length).toBeGreaterThan(2);
});

test("to start a call there is time for a second attempt, whatever an attempt may take", async () => {
  const farebox = await connect(
    (_, socket) => {
      if ((server?.seen.length ?? 0) > 1) socket.write(json(200, aHold()));
    },
    { attemptTimeoutMs: 60_000, startTimeoutMs: 1_000 },
  );
  const call = await farebox.calls.start({ callId: "CA-1", service: "outbound_call" });
  expect(call.state).toBe("live");
  await call.end();
});

test("an answer that trickles in for ever is a timeout as well", async () => {
  const farebox = await connect((_, socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n");
    const timer = setInterval(() => socket.write(" "), 20);
    socket.on("close", () => clearInterval(timer));
  });
  expect(await failure(farebox.balance.get())).toMatchObject({ code: "timeout" });
});

test("what could have another effect is not sent twice", async () => {
  const farebox = await connect((_, socket) => void socket.resetAndDestroy());
  expect(await failure(farebox.portal.create({}))).toMatchObject({ code: "unreachable" });
  expect(server?.seen).toHaveLength(1);
});

test("as long as the API asks to wait, nothing is sent", async () => {
  const busy = { error: { code: "overloaded", message: "Too much.", retryable: true, requestId: "r-1" } };
  const sentAt: number[] = [];
  const farebox = await connect((asked, socket) => {
    sentAt.push(performance.now());
    socket.write(sentAt.length === 1 ? json(503, busy, { "retry-after": "1" }) : json(200, recorded(asked.body)));
  });
  await farebox.usage.record(EVENT);
  expect((sentAt[1] ?? 0) - (sentAt[0] ?? 0)).toBeGreaterThanOrEqual(990);
});

describe("an API that is newer", () => {
  test("may know further codes and facts", async () => {
    const error = {
      code: "moon_is_full",
      message: "Not tonight.",
      retryable: false,
      requestId: "r-7",
      details: { phase: 1 },
      hint: "wait",
    };
    const farebox = await connect((_, socket) => socket.write(json(418, { error })));
    expect(await failure(farebox.balance.get())).toMatchObject({
      name: "FareboxError",
      code: "moon_is_full",
      retryable: false,
      status: 418,
      requestId: "r-7",
      details: { phase: 1 },
    });
  });

  test("may say more of a result and of a call", async () => {
    const farebox = await connect((asked, socket) => {
      if (asked.path.endsWith("/usage"))
        socket.write(json(200, recorded(asked.body, { colour: "green", outcome: "deferred" })));
      else socket.write(json(200, { ...aHold(), weather: { is: "fine" } }));
    });
    expect(await farebox.usage.record(EVENT)).toMatchObject({ outcome: "deferred", colour: "green" });
    const call = await farebox.calls.start({ callId: "CA-1", service: "outbound_call" });
    expect(call).toMatchObject({ state: "live", secondsLeft: 3_000 });
    await call.end();
  });
});

test("an API that is older may say less of a call", async () => {
  const { affordableSeconds, final, lastSeq, ...less } = aHold();
  const farebox = await connect((_, socket) => socket.write(json(200, less)));
  const call = await farebox.calls.start({ callId: "CA-1", service: "outbound_call" });
  expect(call).toMatchObject({ secondsLeft: 300, grantedSecondsLeft: 300, isFinal: false });
  expect(await call.end()).toMatchObject({ outcome: "captured" });
});

describe("an address that is not Farebox's", () => {
  test.each([
    ["nobody listens", "http://127.0.0.1:1", "unreachable"],
    ["nobody has that name", "http://farebox.invalid", "unreachable"],
  ])("%s", async (_, url, code) => {
    const farebox = createFarebox({ url, key: "fb_test_key", totalTimeoutMs: 500, startTimeoutMs: 500 });
    expect(await failure(farebox.balance.get())).toMatchObject({ code, retryable: true });
    expect(await failure(farebox.calls.start({ callId: "CA-1", service: "sms" }))).toMatchObject({ code });
  });

  test("another server says that there is no such page: asked once", async () => {
    const farebox = await connect((_, socket) =>
      socket.write(http(404, "<h1>Not Found</h1>", { "content-type": "text/html" })),
    );
    expect(await failure(farebox.balance.get())).toMatchObject({
      code: "invalid_answer",
      status: 404,
      retryable: false,
    });
    expect(server?.seen).toHaveLength(1);
  });

  test("another server sends somewhere else: the key does not go there", async () => {
    const farebox = await connect((_, socket) => socket.write(http(302, "", { location: "http://127.0.0.1:1/" })));
    expect(await failure(farebox.balance.get())).toMatchObject({ code: "invalid_answer", status: 302 });
  });
});

test("what is aborted ends at once, and is not an outage", async () => {
  const farebox = await connect(() => undefined, { attemptTimeoutMs: 30_000, totalTimeoutMs: 30_000 });
  const stop = new AbortController();
  const asked = failure(farebox.balance.get({}, { signal: stop.signal }));
  stop.abort();
  expect(await asked).toMatchObject({ code: "aborted", retryable: false });
  expect(await failure(farebox.balance.get({}, { signal: AbortSignal.abort() }))).toMatchObject({ code: "aborted" });
});

describe("options that cannot be meant are refused at once", () => {
  const good = { url: "https://billing.example.com", key: "fb_test_key" };
  test.each<[string, object]>([
    ["no address", { ...good, url: "" }],
    ["half an address", { ...good, url: "billing.example.com" }],
    ["another protocol", { ...good, url: "ftp://billing.example.com" }],
    ["no key", { ...good, key: undefined }],
    ["a key with a line break", { ...good, key: "fb_test\r\nx: y" }],
    ["part of a second", { ...good, onUnavailable: { allowSeconds: 0.5 } }],
    ["less than nothing", { ...good, totalTimeoutMs: -1 }],
  ])("%s", (_, options) => {
    expect(() => createFarebox(options as FareboxOptions)).toThrow(
      expect.objectContaining({ code: "invalid_argument" }),
    );
  });

  test.each([
    "https://billing.example.com",
    "https://billing.example.com/",
    "https://billing.example.com/api/billing",
    "https://billing.example.com/api/billing/",
  ])("an address may be written as %s", async (url) => {
    const asked: string[] = [];
    const fetched = async (input: unknown) => {
      asked.push(String(input));
      return Response.json(aBalance());
    };
    await createFarebox({ ...good, url, fetch: fetched as typeof fetch }).balance.get({ businessId: "b 1" });
    expect(asked).toEqual(["https://billing.example.com/api/billing/balance?businessId=b+1"]);
  });
});
