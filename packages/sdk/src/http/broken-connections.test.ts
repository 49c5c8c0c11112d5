import { afterEach, expect, test } from "vitest";
import { createFarebox } from "../create-farebox.ts";
import { aBalance, aHold, recorded } from "../testing/answers.ts";
import { type Asked, type HostileServer, json, startHostileServer } from "../testing/hostile-server.ts";

const EVENT = { key: "sms-1", service: "sms", quantity: 1 };

let server: HostileServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

/** Hundreds at once: how long each takes is not what is tried. */
const PATIENT = { attemptTimeoutMs: 60_000, totalTimeoutMs: 240_000, startTimeoutMs: 120_000 };

test("a connection that breaks off at any byte of an answer: sent again, with the same content", async () => {
  const whole = (asked: Asked) => json(200, recorded(asked.body));
  const length = whole({ body: JSON.stringify({ events: [{ ...EVENT, key: "cut-000" }] }) } as Asked).length;
  const times = new Map<string, string[]>();
  server = await startHostileServer((asked, socket) => {
    const key = /"key":"(cut-\d+)"/u.exec(asked.body)?.[1] ?? "";
    const bodies = times.get(key) ?? [];
    times.set(key, [...bodies, asked.body]);
    const answer = whole(asked);
    if (bodies.length > 0) return void socket.write(answer);
    const at = Number(key.slice(4));
    if (at % 2 === 0) socket.write(answer.slice(0, at), () => socket.resetAndDestroy());
    else socket.end(answer.slice(0, at));
  });
  const cuts = Array.from({ length }, (_, at) => `cut-${String(at).padStart(3, "0")}`);
  const { url } = server;
  const results = await Promise.all(
    cuts.map((key) => createFarebox({ url, key: "fb_test_key", ...PATIENT }).usage.record({ ...EVENT, key })),
  );
  expect(results.map(({ key, outcome }) => [key, outcome])).toEqual(cuts.map((key) => [key, "recorded"]));
  for (const bodies of times.values()) expect([bodies.length, new Set(bodies).size]).toEqual([2, 1]);
});

test("a connection that breaks off at any byte while a call opens and ends: one call, ended once", async () => {
  const asked = new Map<string, string[]>();
  const answerTo = (path: string): string => {
    if (path.endsWith("/balance")) return json(200, aBalance({ asOf: aHold().openedAt }));
    if (path.endsWith("/capture")) return json(200, aHold({ status: "captured", bookedSeconds: 0 }));
    return json(200, aHold());
  };
  server = await startHostileServer(({ path, body }, socket) => {
    const [, at = "0", door = ""] = /^\/cut-(\d+)\/api\/billing(.*)$/u.exec(path) ?? [];
    const bodies = asked.get(at + door) ?? [];
    asked.set(at + door, [...bodies, body]);
    if (bodies.length > 0) socket.write(answerTo(door));
    else socket.write(answerTo(door).slice(0, Number(at)), () => socket.resetAndDestroy());
  });
  const { url } = server;
  const cuts = Array.from({ length: answerTo("/capture").length }, (_, at) => at);
  const ends = await Promise.all(
    cuts.map(async (at) => {
      const farebox = createFarebox({ url: `${url}/cut-${at}`, key: "fb_test_key", ...PATIENT });
      const call = await farebox.calls.start({ callId: "CA-1", service: "outbound_call" });
      return call.end({ elapsedSeconds: 0 });
    }),
  );
  expect(ends.every(({ outcome }) => outcome === "captured")).toBe(true);
  for (const bodies of asked.values()) expect(new Set(bodies).size).toBe(1);
});
