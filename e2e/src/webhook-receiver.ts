import { createServer, type Socket } from "node:net";

/** A customer's endpoint on the same machine, of which every byte of the answer is the test's. */
export async function startWebhookReceiver(answer: (socket: Socket, message: Received) => void, port = 0) {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString();
      const message = toMessage(text);
      if (message === null) return;
      text = "";
      received.push(message);
      answer(socket, message);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a server without a port");
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}/hook`,
    received,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export type Received = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

export const OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

function toMessage(text: string): Received | null {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) return null;
  const headers = Object.fromEntries(
    text
      .slice(0, end)
      .split("\r\n")
      .slice(1)
      .map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
  );
  const body = text.slice(end + 4);
  return Buffer.byteLength(body) >= Number(headers["content-length"] ?? 0) ? { headers, body } : null;
}
