import { gzipSync } from "node:zlib";
import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, test } from "vitest";
import { toNetwork } from "./ip-address.ts";
import type { ResolveHost } from "./resolve-host.ts";
import { makeWebhookSecret } from "./seal-secret.ts";
import { type SentMessage, sendMessage } from "./send-message.ts";
import { type HostileEndpoint, startHostileEndpoint } from "./testing/hostile-endpoint.ts";

const opened = ["127.0.0.0/8", "::1/128", "10.9.0.0/16"].map((text) => toNetwork(text) ?? expect.fail(text));
const nobody: ResolveHost = async () => [];

let endpoint: HostileEndpoint | null = null;
afterEach(async () => {
  await endpoint?.stop();
  endpoint = null;
});

type Answer = Parameters<typeof startHostileEndpoint>[0];
async function sendTo(answer: Answer | string, more: Partial<SentMessage> = {}) {
  const started = await startHostileEndpoint(
    typeof answer === "string" ? (socket) => socket.end(answer.replaceAll("\n", "\r\n")) : answer,
  );
  endpoint = started;
  const message = {
    url: `http://127.0.0.1:${started.port}/hook?a=1`,
    messageId: "id-1",
    body: '{"type":"x"}',
    ...more,
  };
  const sent = await sendMessage({ opened, resolve: nobody }, { secrets: [makeWebhookSecret()], ...message });
  return { sent, endpoint: started };
}

describe("what is sent", () => {
  test("is verified by the official library, by the old secret and by the new one", async () => {
    const secrets = [makeWebhookSecret(), makeWebhookSecret()];
    const { sent, endpoint } = await sendTo("HTTP/1.1 204 No Content\n\n", { secrets });
    expect(sent).toMatchObject({ status: 204, problem: null, answer: null });
    const [head = "", body = ""] = (endpoint.requests[0] ?? "").split("\r\n\r\n");
    const [first, ...lines] = head.split("\r\n");
    expect(first).toBe("POST /hook?a=1 HTTP/1.1");
    const headers = Object.fromEntries(
      lines.map((line) =>
        line
          .toLowerCase()
          .split(": ", 1)
          .concat(line.split(": ")[1] ?? ""),
      ),
    );
    expect(headers).toMatchObject({ "webhook-id": "id-1", connection: "close", "accept-encoding": "identity" });
    for (const secret of secrets) expect(new Webhook(secret).verify(body, headers)).toEqual({ type: "x" });
    expect(() => new Webhook(makeWebhookSecret()).verify(body, headers)).toThrow();
  });

  test("is nothing without a secret that can be read", async () => {
    const { sent, endpoint } = await sendTo("HTTP/1.1 200 OK\n\n", { secrets: [] });
    expect(sent.problem).toBe("secret_unreadable");
    expect(endpoint.requests).toEqual([]);
  });
});

describe("a hostile answer", () => {
  test.each([
    [
      "a redirect to a private address",
      "HTTP/1.1 302 Found\nLocation: http://169.254.169.254/\nContent-Length: 0\n\n",
      "redirect",
      302,
    ],
    [
      "a redirect to itself",
      "HTTP/1.1 307 Temporary Redirect\nLocation: /hook\nContent-Length: 0\n\n",
      "redirect",
      307,
    ],
    ["an error", "HTTP/1.1 500 No\nContent-Length: 2\n\nno", "not_a_success", 500],
    ["gone", "HTTP/1.1 410 Gone\nContent-Length: 0\n\n", "not_a_success", 410],
    ["less than it said", "HTTP/1.1 200 OK\nContent-Length: 100\n\nok", "connection_lost", 200],
    ["a chunk that never ends", "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n64\nok", "connection_lost", 200],
    ["no answer", "", "connection_lost", null],
    ["no HTTP", "220 mail.example.com ESMTP\n", "not_http", null],
    ["two lengths", "HTTP/1.1 200 OK\nContent-Length: 2\nContent-Length: 3\n\nok!", "not_http", null],
    ["headers without end", `HTTP/1.1 200 OK\nX: ${"a".repeat(200_000)}`, "not_http", null],
    [
      "a switch of protocols",
      "HTTP/1.1 101 Switching Protocols\nUpgrade: x\nConnection: upgrade\n\n",
      "connection_lost",
      null,
    ],
  ])("that is %s is not a delivery", async (_what, answer, problem, status) => {
    const { sent, endpoint } = await sendTo(answer);
    expect(sent).toMatchObject({ problem, status });
    expect(endpoint.requests).toHaveLength(1);
  });

  test("that is huge is cut, counts, and leaves its first KiB", async () => {
    const { sent } = await sendTo((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      const more = (failure?: Error | null) => {
        if (!failure && socket.writable) socket.write("x".repeat(16_384), more);
      };
      more();
    });
    expect(sent).toMatchObject({ problem: null, status: 200 });
    expect(sent.answer).toBe("x".repeat(1_024));
    expect(sent.durationMs).toBeLessThan(5_000);
  });

  test("that is a bomb is not unpacked", async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const { sent } = await sendTo((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`);
      socket.end(bomb);
    });
    expect(sent).toMatchObject({ problem: null, status: 200 });
    expect(sent.answer?.length).toBeLessThanOrEqual(1_024);
  });

  test("with control characters and broken text is shown without them", async () => {
    const { sent } = await sendTo((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
      socket.end(Buffer.from([0x61, 0x00, 0x1b, 0x5b, 0xff, 0xc3, 0x0a, 0x62, 0x7f]));
    });
    expect(sent.answer).toBe("a\uFFFD\uFFFD[\uFFFD\uFFFD\nb\uFFFD");
  });

  test("that drips for ever ends after ten seconds, and leaves no connection", async () => {
    const drip = (begin: string) =>
      sendTo((socket) => {
        socket.write(begin);
        const timer = setInterval(() => socket.write("x"), 200);
        socket.on("close", () => clearInterval(timer));
      });
    const { sent, endpoint } = await drip("HTTP/1.1 200 OK\r\n\r\n");
    expect(sent.problem).toBe("timed_out");
    expect(sent.durationMs).toBeGreaterThan(9_500);
    expect(sent.durationMs).toBeLessThan(11_000);
    await expect.poll(endpoint.openConnections).toBe(0);
  }, 20_000);

  test("that is reset in the middle is not a delivery", async () => {
    const { sent } = await sendTo((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nok", () => socket.resetAndDestroy());
    });
    expect(sent.problem).toBe("connection_lost");
  });
});

describe("where it goes", () => {
  const message = { messageId: "id", body: "{}", secrets: [makeWebhookSecret()] };

  test("a name that leads to one private address among public ones leads nowhere", async () => {
    const resolve: ResolveHost = async () => ["1.1.1.1", "10.0.0.1"];
    const sent = await sendMessage({ opened, resolve }, { ...message, url: "https://example.com/" });
    expect(sent.problem).toBe("address_refused");
  });

  test("a name is looked up once, and the connection goes to what was judged, whatever it says later", async () => {
    endpoint = await startHostileEndpoint((socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    let asked = 0;
    const resolve: ResolveHost = async () => {
      asked += 1;
      return asked === 1 ? ["127.0.0.1"] : ["10.0.0.1"];
    };
    const url = `http://rebinding.example:${endpoint.port}/`;
    const first = await sendMessage({ opened, resolve }, { ...message, url });
    expect(first).toMatchObject({ problem: null, status: 200 });
    expect(asked).toBe(1);
    expect(endpoint.requests[0]).toContain(`host: rebinding.example:${endpoint.port}`);
    const second = await sendMessage({ opened, resolve }, { ...message, url });
    expect(second.problem).toBe("address_refused");
    expect(endpoint.requests).toHaveLength(1);
  });

  test("in the clear it goes to no public address, even where private ones are open", async () => {
    const resolve: ResolveHost = async () => ["1.1.1.1"];
    const sent = await sendMessage({ opened, resolve }, { ...message, url: "http://example.com/" });
    expect(sent.problem).toBe("address_refused");
  });

  test("nobody there, and a name that is nobody's, are told apart", async () => {
    const gone = await startHostileEndpoint(() => undefined);
    await gone.stop();
    const refused = await sendMessage({ opened }, { ...message, url: `http://127.0.0.1:${gone.port}/` });
    expect(refused.problem).toBe("connection_refused");
    const unknown = await sendMessage({ opened, resolve: nobody }, { ...message, url: "https://example.com/" });
    expect(unknown.problem).toBe("name_not_found");
  });

  test("a name server that never answers ends with everything else", async () => {
    const resolve: ResolveHost = (_host, signal) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    const sent = await sendMessage({ opened, resolve }, { ...message, url: "https://example.com/" });
    expect(sent.problem).toBe("timed_out");
  }, 20_000);
});
