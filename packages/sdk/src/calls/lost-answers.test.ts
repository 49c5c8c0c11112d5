import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { HoldsOpenAnswer } from "../contract.gen.ts";
import { createFarebox } from "../create-farebox.ts";
import type { FareboxError } from "../errors.ts";
import type { FareboxOptions } from "../options.ts";
import { aBalance, aHold, recorded } from "../testing/answers.ts";
import { type HostileServer, json, startHostileServer } from "../testing/hostile-server.ts";

const ASKED = { callId: "CA-1", service: "outbound_call" };
const OPENED_AT = "2026-01-01T00:00:00.000Z";

let server: HostileServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

/** Answers by path; null says nothing and hangs up. */
async function connect(
  answers: (path: string, body: string) => readonly [number, object] | null,
  options: Partial<FareboxOptions> = {},
) {
  server = await startHostileServer((asked, socket) => {
    const answer = answers(asked.path.replace("/api/billing", ""), asked.body);
    if (answer === null) socket.resetAndDestroy();
    else socket.write(json(...answer));
  });
  const limits = { attemptTimeoutMs: 300, totalTimeoutMs: 1_000, startTimeoutMs: 500 };
  return createFarebox({ url: server.url, key: "fb_test_key", ...limits, ...options });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const refusal = (code: string, hold: HoldsOpenAnswer) => ({
  error: { code, message: code, retryable: false, requestId: "r-1", details: { hold } },
});

test("an opening whose answer was lost is the same call, as old as the ledger says", async () => {
  let openings = 0;
  const farebox = await connect((path) => {
    if (path === "/balance") return [200, aBalance({ asOf: "2026-01-01T00:00:07.500Z" })];
    openings += 1;
    return openings === 1 ? null : [200, aHold({ outcome: "replayed", openedAt: OPENED_AT })];
  });
  const call = await farebox.calls.start(ASKED);
  expect(call).toMatchObject({ state: "live", elapsedSeconds: 7, grantedSecondsLeft: 293 });
  await call.end();
});

test("started twice at once, it is asked for once, and the same call is answered", async () => {
  const farebox = await connect(() => [200, aHold()]);
  const [one, two] = await Promise.all([farebox.calls.start(ASKED), farebox.calls.start(ASKED)]);
  expect(one).toBe(two);
  expect(server?.seen).toHaveLength(1);
  await expect(farebox.calls.start({ ...ASKED, service: "inbound_call" })).rejects.toMatchObject({
    code: "idempotency_mismatch",
  });
  await one.end();
});

describe("an end", () => {
  test("whose answer was lost is sent again, and answered by what stands", async () => {
    let ends = 0;
    const farebox = await connect((path) => {
      if (!path.endsWith("/capture")) return [200, aHold()];
      ends += 1;
      return ends < 3 ? null : [200, { ...aHold({ status: "captured", charged: 2, bookedSeconds: 60 }) }];
    });
    const call = await farebox.calls.start(ASKED);
    const settled: unknown[] = [];
    call.on("settled", (end) => settled.push(end));
    const end = await call.end({ elapsedSeconds: 60 });
    expect(end).toMatchObject({ outcome: "captured", elapsedSeconds: 60, charged: 2 });
    expect(settled).toEqual([end]);
    expect(await call.end({ elapsedSeconds: 99 })).toBe(end);
    expect(ends).toBe(3);
  });

  test("that cannot be delivered is queued, and told when it is", async () => {
    let isAway = false;
    const farebox = await connect((path) => {
      if (isAway) return null;
      return [200, path.endsWith("/capture") ? aHold({ status: "captured", charged: 1, bookedSeconds: 30 }) : aHold()];
    });
    const call = await farebox.calls.start(ASKED);
    let settled: unknown = null;
    call.on("settled", (end) => (settled = end));
    isAway = true;
    expect(await call.end({ elapsedSeconds: 30 })).toMatchObject({
      outcome: "queued",
      elapsedSeconds: 30,
      charged: null,
    });
    expect(farebox.usage.queued).toBe(1);
    isAway = false;
    await farebox.usage.flush();
    expect(settled).toMatchObject({ outcome: "captured", charged: 1 });
    expect(farebox.usage.queued).toBe(0);
  });

  test.each([Number.NaN, -1])("after %s seconds is refused, and the call can still be ended", async (seconds) => {
    const farebox = await connect((path) => [
      200,
      path.endsWith("/capture") ? aHold({ status: "captured", charged: 2, bookedSeconds: 60 }) : aHold(),
    ]);
    const call = await farebox.calls.start(ASKED);
    await expect(call.end({ elapsedSeconds: seconds })).rejects.toMatchObject({ code: "invalid_argument" });
    expect(call.state).toBe("live");
    expect(await call.end({ elapsedSeconds: 60 })).toMatchObject({ outcome: "captured", charged: 2 });
  });

  test("of a call that something else has ended is what stands", async () => {
    const farebox = await connect((path) =>
      path.endsWith("/capture") ? [409, refusal("hold_not_open", aHold({ status: "voided" }))] : [200, aHold()],
    );
    const call = await farebox.calls.start(ASKED);
    expect(await call.end()).toMatchObject({ outcome: "ended_before", hold: { status: "voided" } });
  });
});

test("a listener that throws, at once or later, disturbs neither the call nor the others", async () => {
  const errors: FareboxError[] = [];
  const farebox = await connect(
    () => [200, aHold({ status: "open", grantedSeconds: 10, affordableSeconds: 10, final: true })],
    {
      onError: (error) => errors.push(error),
    },
  );
  const call = await farebox.calls.start(ASKED);
  const heard: string[] = [];
  call.on("low", () => {
    throw "a string";
  });
  call.on("low", () => Promise.reject(new Error("later")));
  call.on("low", ({ threshold }) => heard.push(`low ${threshold}`));
  call.on("final", () => heard.push("final"));
  await until(() => heard.length === 2 && errors.length === 2);
  expect(heard).toEqual(["low 15", "final"]);
  expect(errors.map(({ name, message }) => [name, message]).sort()).toEqual([
    ["FareboxError", "a string"],
    ["FareboxError", "later"],
  ]);
  await call.end();
});

test("a wrong key is no outage: nothing is allowed for it", async () => {
  const wrong = { error: { code: "unauthenticated", message: "Who?", retryable: false, requestId: "r-1" } };
  const farebox = await connect(() => [401, wrong], { onUnavailable: { allowSeconds: 60 } });
  await expect(farebox.calls.start(ASKED)).rejects.toMatchObject({ code: "unauthenticated", status: 401 });
});

describe("a call that was allowed", () => {
  let directory = "";
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  test("and whose process died with it is booked by the next one, for what was written of it", async () => {
    directory = mkdtempSync(join(tmpdir(), "farebox-sdk-"));
    const file = join(directory, "usage.queue");
    const booked: unknown[] = [];
    let isAway = true;
    const options = { onUnavailable: { allowSeconds: 60 }, queue: { file } };
    const farebox = await connect((path, body) => {
      if (isAway) return null;
      if (path === "/usage") booked.push(...(JSON.parse(body) as { events: unknown[] }).events);
      return [200, recorded(body)];
    }, options);
    const call = await farebox.calls.start({ ...ASKED, agentId: "mia" });
    expect(call).toMatchObject({ state: "allowed", holdId: null });
    await until(() => readFileSync(file, "utf8").includes('"quantity":2'));

    // As a crash leaves it: nobody said goodbye.
    const left = readFileSync(file, "utf8");
    const written = Number([...left.matchAll(/"quantity":(\d+)/gu)].at(-1)?.[1]);
    const crashed = join(directory, "crashed.queue");
    writeFileSync(crashed, left);
    await farebox.close();
    isAway = false;
    const next = createFarebox({ url: server?.url ?? "", key: "fb_test_key", queue: { file: crashed } });
    await until(() => booked.length > 0);
    expect(written).toBeGreaterThanOrEqual(2);
    expect(booked).toEqual([
      { key: "allowed:CA-1", service: "outbound_call", quantity: written, ref: "CA-1", agentId: "mia" },
    ]);
    await next.close();
  });
});

describe("the queue", () => {
  test("is bounded, and says so", async () => {
    const farebox = await connect(() => null, { queue: { maxEvents: 3 } });
    const told = await Promise.allSettled(
      Array.from({ length: 5 }, (_, index) =>
        farebox.usage.enqueue({ key: `sms-${index}`, service: "sms", quantity: 1 }),
      ),
    );
    expect(told.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled", "rejected", "rejected"]);
    expect(told.at(-1)).toMatchObject({ reason: { code: "queue_full", retryable: true } });
  });

  test("tells what is refused for good, and delivers the rest", async () => {
    const refused: unknown[] = [];
    const farebox = await connect(
      (_, body) => {
        const { events } = JSON.parse(body) as { events: { key: string; quantity: number }[] };
        if (events.some(({ quantity }) => quantity < 0)) return [400, refusal("validation_failed", aHold())];
        return [
          200,
          {
            results: events.map(({ key }) =>
              key === "poor"
                ? { key, outcome: "refused", charged: 0, reason: "insufficient_tokens" }
                : { key, outcome: "recorded", charged: 1 },
            ),
          },
        ];
      },
      { onRefused: ({ key }, { reason }) => refused.push([key, reason]) },
    );
    for (const [key, quantity] of [
      ["a", 1],
      ["poor", 1],
      ["wrong", -1],
      ["b", 1],
    ] as const)
      await farebox.usage.enqueue({ key, service: "sms", quantity });
    await farebox.usage.flush();
    expect(refused.sort()).toEqual([
      ["poor", "insufficient_tokens"],
      ["wrong", "validation_failed"],
    ]);
    expect(farebox.usage.queued).toBe(0);
  });

  test("keeps what somebody must put right first", async () => {
    let mayWrite = false;
    const errors: string[] = [];
    const forbidden = { error: { code: "forbidden", message: "No scope.", retryable: false, requestId: "r-1" } };
    const farebox = await connect((_, body) => (mayWrite ? [200, recorded(body)] : [403, forbidden]), {
      onError: ({ code }) => errors.push(code),
    });
    await farebox.usage.enqueue({ key: "sms-1", service: "sms", quantity: 1 });
    await until(() => errors.length > 0);
    expect([farebox.usage.queued, errors[0]]).toEqual([1, "forbidden"]);
    mayWrite = true;
    await farebox.usage.flush();
    expect(farebox.usage.queued).toBe(0);
  });
});
