import { connect } from "node:net";
import { expect, test } from "vitest";
import { bearer } from "../testing/doors.ts";
import { startTestProduct } from "../testing/test-product.ts";
import { createOpenStreams } from "./open-streams.ts";

test("a stop lets running requests finish, ends streams with a hint, and takes nobody new (P12)", async () => {
  const product = await startTestProduct();
  const businessId = await product.createBusiness({});
  const key = await product.createKey(businessId, ["read", "usage:write"]);
  const streams = await Promise.all(
    ["/api/billing/balance/stream", "/api/trpc/balance.watch"].map((path) =>
      fetch(`${product.url}${path}`, { headers: bearer(key) }),
    ),
  );
  const readers = streams.map((stream) => stream.body?.getReader());
  for (const reader of readers) await readUntil(reader, /"asOf"/);

  const body = JSON.stringify({ events: [{ key: "last", service: "sms", quantity: 1 }] });
  const half = startRequest(product.server.port, { key, body });
  await half.isUnderWay;
  const startedAt = performance.now();
  const stopped = product.stop();
  for (const reader of readers) expect(await readUntil(reader, null)).toContain("retry: 1000");
  await expect(fetch(`${product.url}/healthz`)).rejects.toThrow();
  const answer = await half.finish();
  expect(answer).toContain("HTTP/1.1 200");
  expect(answer).toContain('"results":[');
  await stopped;
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

/** Sends half a request and waits until the server works on it: it says so by asking for the rest. */
function startRequest(port: number, { key, body }: { key: string; body: string }) {
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  const isUnderWay = new Promise<void>((resolve) => {
    socket.on("data", (chunk) => {
      answer += chunk.toString();
      if (answer.includes("100 Continue")) resolve();
    });
  });
  const ended = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  const lines = [
    "POST /api/billing/usage HTTP/1.1",
    "Host: x",
    `Authorization: Bearer ${key}`,
    "Content-Type: application/json",
  ];
  socket.write(
    `${[...lines, `Content-Length: ${body.length}`, "Expect: 100-continue"].join("\r\n")}\r\n\r\n${body.slice(0, 5)}`,
  );
  return {
    isUnderWay,
    finish: async () => {
      answer = "";
      socket.write(body.slice(5));
      await ended;
      return answer;
    },
  };
}

test("a stream that is opened while everything stops is ended at once", async () => {
  const streams = createOpenStreams();
  streams.endAll();
  expect(streams.count()).toBe(0);
});

async function readUntil(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
  found: RegExp | null,
): Promise<string> {
  let text = "";
  for (;;) {
    const chunk = await reader?.read();
    text += new TextDecoder().decode(chunk?.value);
    if (chunk?.done !== false || found?.test(text) === true) return text;
  }
}
