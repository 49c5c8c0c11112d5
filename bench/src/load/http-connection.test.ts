import { expect, test } from "vitest";
import { readAnswer } from "./http-connection.ts";

test("an answer is taken when all of it is there", () => {
  const head = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
  expect(readAnswer(`${head}hel`)).toBeNull();
  expect(readAnswer(`${head}hello`)).toEqual({ status: 200, body: "hello" });
  expect(readAnswer("HTTP/1.1 503 Ser")).toBeNull();
});

test("an answer in chunks ends with the empty one", () => {
  const head = "HTTP/1.1 503 Service Unavailable\r\nTransfer-Encoding: chunked\r\n\r\n";
  expect(readAnswer(`${head}5\r\nhello\r\n`)).toBeNull();
  expect(readAnswer(`${head}5\r\nhello\r\n0\r\n\r\n`)?.status).toBe(503);
});
