import { expect, test } from "vitest";
import { createFarebox } from "../create-farebox.ts";
import type { FareboxOptions } from "../options.ts";
import { aHold } from "../testing/answers.ts";
import { MovedClock } from "../testing/moved-clock.ts";
import type { CallEvents } from "./call-types.ts";

const GRANTED_SECONDS = 60;

/** A ledger that grants a minute at a time, and can be away. */
async function startCall(onUnavailable: FareboxOptions["onUnavailable"]) {
  const clock = new MovedClock();
  const reported: number[] = [];
  const ledger = { isAway: false };
  let requests = 0;
  const answer = async (url: unknown, init?: { body?: unknown }): Promise<Response> => {
    await Promise.resolve();
    if (ledger.isAway) throw new TypeError("fetch failed");
    const { elapsedSeconds = 0 } = JSON.parse(String(init?.body ?? "{}")) as { elapsedSeconds?: number };
    const isEnd = String(url).endsWith("/capture");
    if (String(url).includes("/holds/")) reported.push(elapsedSeconds);
    const grantedSeconds = elapsedSeconds + GRANTED_SECONDS;
    const hold = aHold({ status: isEnd ? "captured" : "open", grantedSeconds, affordableSeconds: 3_000 });
    return Response.json({ ...hold, bookedSeconds: elapsedSeconds, charged: elapsedSeconds });
  };
  const counted: typeof fetch = async (url, init) => {
    requests += 1;
    try {
      return await answer(url, init as { body?: unknown });
    } finally {
      requests -= 1;
    }
  };
  const limits = { attemptTimeoutMs: 20, totalTimeoutMs: 40 };
  const options = { url: "https://billing.example.com", key: "fb_test_key", clock, fetch: counted, ...limits };
  const farebox = createFarebox({ ...options, onUnavailable, onError: () => undefined });
  const call = await farebox.calls.start({ callId: "CA-1", service: "outbound_call" });
  const heard: string[] = [];
  for (const name of ["low", "final", "exhausted", "lost"] as const)
    call.on(name, (event: CallEvents[typeof name]) => heard.push(`${name} ${JSON.stringify(event)}`));
  const move = (seconds: number) => clock.move(seconds, () => requests === 0);
  return { call, farebox, ledger, reported, heard, move };
}

test("with an allowance a live call goes on for so much beyond what is granted, and no more of it is charged", async () => {
  const { call, ledger, reported, heard, move } = await startCall({ allowSeconds: 20 });
  await move(100);
  expect(heard).toEqual([]);
  const granted = call.elapsedSeconds + call.grantedSecondsLeft;
  ledger.isAway = true;
  await move(40);
  expect(call.secondsLeft).toBe(granted + 20 - call.elapsedSeconds);
  await move(300);
  expect(call).toMatchObject({ state: "live", secondsLeft: 0, elapsedSeconds: granted + 20 });
  expect(heard.map((one) => one.split(" ")[0])).toEqual(["low", "low", "final", "exhausted"]);
  expect(heard.at(-1)).toContain('"outage"');

  // What ran on after that is nobody's; from the return on it counts again.
  ledger.isAway = false;
  await move(4);
  expect(reported.at(-1)).toBe(granted + 20);
  await move(56);
  const end = await call.end();
  expect(end.elapsedSeconds).toBeGreaterThanOrEqual(granted + 20 + 56);
  expect(end.elapsedSeconds).toBeLessThanOrEqual(granted + 20 + 60);
});

test("the allowance of a call is used up once, over all outages", async () => {
  const { call, ledger, move } = await startCall({ allowSeconds: 20 });
  for (const left of [20, 0]) {
    ledger.isAway = true;
    const granted = call.elapsedSeconds + call.grantedSecondsLeft;
    await move(GRANTED_SECONDS + 100);
    expect(call.elapsedSeconds).toBe(granted + left);
    ledger.isAway = false;
    await move(4);
    expect(call.grantedSecondsLeft).toBeGreaterThan(50);
  }
  await call.end();
});

test("without one it is exhausted when its granted seconds are over; what it lasts longer is charged as work that happened", async () => {
  const { call, ledger, reported, heard, move } = await startCall("deny");
  ledger.isAway = true;
  await move(GRANTED_SECONDS + 1);
  expect(call.secondsLeft).toBe(0);
  expect(heard.at(-1)).toBe('exhausted {"because":"outage"}');
  await move(9);
  ledger.isAway = false;
  expect(await call.end()).toMatchObject({ outcome: "captured", elapsedSeconds: GRANTED_SECONDS + 10 });
  expect(reported).toEqual([GRANTED_SECONDS + 10]);
});

test("heartbeats go out every half of what is granted, at most every 30 s, and not all at the same moment", async () => {
  const { call, reported, move } = await startCall("deny");
  await move(3_600);
  await call.end();
  const pauses = reported.slice(0, -1).map((seconds, index) => seconds - (reported[index - 1] ?? 0));
  expect(Math.max(...pauses)).toBeLessThanOrEqual(31);
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(23);
  expect(new Set(pauses).size).toBeGreaterThan(3);
});
