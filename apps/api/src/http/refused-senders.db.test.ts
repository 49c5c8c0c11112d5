import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bearer } from "../testing/doors.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";

let product: TestProduct;
let key: string;
beforeAll(async () => {
  product = await startTestProduct();
  key = await product.createKey(null, ["usage:write"]);
});
afterAll(() => product.stop());

async function ask(path: string, init: RequestInit = {}): Promise<{ status: number; code: string | undefined }> {
  const answer = await fetch(`${product.url}${path}`, init);
  const { error } = (await answer.json()) as { error: { code: string; data?: { billing: { code: string } } } };
  return { status: answer.status, code: error.data?.billing.code ?? error.code };
}

function post(path: string, body: string) {
  return ask(path, { method: "POST", headers: { "content-type": "application/json", ...bearer(key) }, body });
}

const MEBIBYTE = 1024 * 1024;

/** 64 KiB of blanks, as they are or as a chunk. */
function piece(isChunk: boolean): string {
  const text = " ".repeat(65_536);
  return isChunk ? `10000\r\n${text}\r\n` : text;
}

describe.each(["/api/billing/usage", "/api/trpc/usage.record"])("%s", (path) => {
  test.each([
    ["stated", `Content-Length: ${10 * MEBIBYTE}`],
    ["stated, on a connection that ends with it", `Content-Length: ${10 * MEBIBYTE}\r\nConnection: close`],
    ["streamed", "Transfer-Encoding: chunked"],
    ["streamed, on a connection that ends with it", "Transfer-Encoding: chunked\r\nConnection: close"],
  ])("whoever sends 10 MiB to the end before looking reads why they were refused, %s (I15)", async (_, lines) => {
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\n${lines}\r\n\r\n`;
    const pieces = Array.from({ length: 160 }, () => piece(lines.includes("chunked")));
    const end = lines.includes("chunked") ? ["0\r\n\r\n"] : [];
    for (let round = 0; round < 5; round += 1) {
      const answer = await sendWhole([head, ...pieces, ...end]);
      expect(answer).toContain("HTTP/1.1 413");
      expect(answer).toContain('"code":"payload_too_large"');
    }
  });

  test("10 MiB by fetch are refused every time (I15)", async () => {
    const large = "x".repeat(10 * MEBIBYTE);
    for (let round = 0; round < 5; round += 1)
      expect(await post(path, large)).toMatchObject({ status: 413, code: "payload_too_large" });
  });

  test("nobody's body is not read: who calls is asked first", async () => {
    for (const headers of [{ authorization: "Bearer fb_test_nonsense" }, {}]) {
      const asked = { method: "POST", headers: { "content-type": "application/json", ...headers } };
      expect(await ask(path, { ...asked, body: '{"events":[' })).toMatchObject({
        status: 401,
        code: "unauthenticated",
      });
      expect(await ask(path, { ...asked, body: "x".repeat(5 * MEBIBYTE) })).toMatchObject({ status: 401 });
    }
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ${10 * MEBIBYTE}\r\n\r\n`;
    expect(await sendWhole([head, ...Array.from({ length: 160 }, () => piece(false))])).toContain("HTTP/1.1 401");
  });
});

test("nobody's broken input in an address is not looked at either, and a batch says it for each call", async () => {
  expect(await ask("/api/trpc/balance.get?input=%7B")).toMatchObject({ status: 401, code: "unauthenticated" });
  const answer = await fetch(`${product.url}/api/trpc/balance.get,usage.summary?batch=1&input=%7B`);
  expect(answer.status).toBe(401);
  const errors = (await answer.json()) as { error: { data: { billing: { code: string } } } }[];
  expect(errors.map(({ error }) => error.data.billing.code)).toEqual(["unauthenticated", "unauthenticated"]);
});

/** Sends all of it and only then begins to read, as simple clients do. */
function sendWhole(parts: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(product.server.port, "127.0.0.1");
    socket.pause();
    socket.on("error", reject);
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk.toString();
      if (answer.includes("}}")) socket.destroy();
    });
    socket.on("close", () => resolve(answer));
    for (const part of parts) socket.write(part);
    socket.write("", () => socket.resume());
  });
}
