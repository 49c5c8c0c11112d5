import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface Received {
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly data: { readonly object: { readonly id: string } };
  };
}

/** A webhook receiver that keeps what it gets and answers with the status it is told to; null never answers. */
export async function startReceiver({ status = 200 as number | null, port = 0 } = {}) {
  const received: Received[] = [];
  const receiver = { url: "", port: 0, status, received, close: async () => {} };
  const server = createServer(async (incoming, response) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part);
    const body = Buffer.concat(parts).toString("utf8");
    received.push({ body, headers: incoming.headers, event: JSON.parse(body) });
    if (receiver.status !== null) response.writeHead(receiver.status).end();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  receiver.port = (server.address() as AddressInfo).port;
  receiver.url = `http://127.0.0.1:${receiver.port}/webhook`;
  receiver.close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  onTestFinished(receiver.close);
  return receiver;
}
