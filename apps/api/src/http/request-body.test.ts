import { Hono } from "hono";
import { expect, test } from "vitest";
import { createLog } from "../log.ts";
import { answerError } from "./answer-error.ts";
import type { AppBindings } from "./app-bindings.ts";
import { exchangeOf } from "./exchange.ts";
import { type BodyLimits, readBody } from "./request-body.ts";
import { openServer } from "./server.ts";

async function ask(limits: BodyLimits, body: ReadableStream<Uint8Array>): Promise<{ status: number; text: string }> {
  const app = new Hono<AppBindings>().post("/", async (c) => c.text(await readBody(exchangeOf(c), limits)));
  app.onError((error, c) => answerError(c, error, createLog("silent")));
  const server = await openServer({ port: 0, host: "127.0.0.1" });
  server.serve(app.fetch);
  const init = { method: "POST", headers: { "content-type": "application/json" }, body, duplex: "half" };
  const answer = await fetch(`http://127.0.0.1:${server.port}/`, init as RequestInit);
  const seen = { status: answer.status, text: await answer.text() };
  await server.close(0);
  return seen;
}

const bytes = (text: string) => new TextEncoder().encode(text);

test("a body that never ends in time is given up (I15)", async () => {
  const slow = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(bytes("{")) });
  const answer = await ask({ mostBytes: 100, deadlineMilliseconds: 50 }, slow);
  expect(answer.status).toBe(408);
  expect(answer.text).toContain('"code":"request_timeout"');
});

test("a body in pieces is put together, split characters too", async () => {
  const text = '{"name":"Åsa 🎷"}';
  const pieces = [...bytes(text)];
  const piecemeal = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const next = pieces.shift();
      if (next === undefined) controller.close();
      else controller.enqueue(new Uint8Array([next]));
    },
  });
  expect(await ask({ mostBytes: 100, deadlineMilliseconds: 5_000 }, piecemeal)).toEqual({ status: 200, text });
});
