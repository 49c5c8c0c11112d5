import { createServer, type Server } from "node:https";
import type { TLSSocket } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toNetwork } from "./ip-address.ts";
import { makeWebhookSecret } from "./seal-secret.ts";
import { sendMessage } from "./send-message.ts";
import { CERTIFICATE, CERTIFICATE_KEY } from "./testing/certificate.ts";

const opened = [toNetwork("127.0.0.0/8") ?? expect.fail("no network")];
const message = { messageId: "id", body: "{}", secrets: [makeWebhookSecret()] };

const asked: { host: string | undefined; name: string | false | null }[] = [];
let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer({ cert: CERTIFICATE, key: CERTIFICATE_KEY }, (request, response) => {
    asked.push({ host: request.headers.host, name: (request.socket as TLSSocket).servername ?? null });
    response.end("thanks");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : expect.fail("no port");
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const send = (host: string, certificates?: string) =>
  sendMessage(
    { opened, resolve: async () => ["127.0.0.1"], ...(certificates !== undefined && { certificates }) },
    { ...message, url: `https://${host}:${port}/` },
  );

test("the certificate has to be for the name, although the connection goes to an address", async () => {
  expect(await send("receiver.example", CERTIFICATE)).toMatchObject({ problem: null, answer: "thanks" });
  expect(asked).toEqual([{ host: `receiver.example:${port}`, name: "receiver.example" }]);
  expect(await send("other.example", CERTIFICATE)).toMatchObject({ problem: "certificate_refused", status: null });
  expect(await send("127.0.0.1", CERTIFICATE)).toMatchObject({ problem: "certificate_refused", status: null });
});

test("a certificate that nobody vouches for is not believed", async () => {
  expect(await send("receiver.example")).toMatchObject({ problem: "certificate_refused", status: null });
  expect(asked).toHaveLength(1);
});
