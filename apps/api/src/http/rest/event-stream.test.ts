import { tracked } from "@trpc/server";
import { Hono } from "hono";
import { pino } from "pino";
import { expect, test } from "vitest";
import { answerError } from "../answer-error.ts";
import { ApiError } from "../api-error.ts";
import type { AppBindings } from "../app-bindings.ts";
import { answerEventStream } from "./event-stream.ts";

async function stream(values: readonly unknown[], failure: Error) {
  async function* valuesThenFailure() {
    yield* values;
    throw failure;
  }

  const failures: unknown[] = [];
  const app = new Hono<AppBindings>().get("/", (c) =>
    answerEventStream(c, { values: valuesThenFailure(), onFailure: (failure) => failures.push(failure) }),
  );
  app.onError((error, c) => answerError(c, error, pino({ level: "silent" })));
  const answer = await app.request("/");
  return { answer, text: await answer.text(), failures };
}

test("what fails before the first value is answered, not streamed", async () => {
  const { answer, text, failures } = await stream([], new ApiError("unavailable", { retryAfterSeconds: 2 }));
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
  expect(JSON.parse(text)).toMatchObject({ error: { code: "unavailable", retryable: true } });
  expect(failures).toEqual([]);
});

test("what fails later is told and ends the stream after the values before it", async () => {
  const failure = new Error("the database went away");
  const { answer, text, failures } = await stream([tracked("1", { total: 5 })], failure);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
  expect(text).toContain('data: {"total":5}\nid: 1\n');
  expect(failures).toEqual([failure]);
});
