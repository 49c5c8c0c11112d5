import { once } from "node:events";
import { createServer, type Socket } from "node:net";

/** A server that may say anything, byte by byte. It reads a request whole, and leaves the rest to the test. */
export async function startHostileServer(answer: (asked: Asked, socket: Socket) => void): Promise<HostileServer> {
  const sockets = new Set<Socket>();
  const seen: Asked[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    let text = "";
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    socket.on("data", (chunk) => {
      text += chunk.toString("utf8");
      for (let asked = readRequest(text); asked !== null; asked = readRequest(text)) {
        text = text.slice(asked.length);
        seen.push(asked);
        answer(asked, socket);
      }
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a server without a port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

export type HostileServer = {
  readonly url: string;
  readonly seen: readonly Asked[];
  readonly stop: () => Promise<void>;
};

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly headers: string;
  readonly body: string;
  readonly length: number;
};

/** An answer as it goes over the wire. */
export function http(status: number, body: string, headers: Readonly<Record<string, string>> = {}): string {
  const all = { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Said\r\n${lines.join("")}\r\n${body}`;
}

export function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}): string {
  return http(status, JSON.stringify(body), headers);
}

function readRequest(text: string): Asked | null {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const headers = text.slice(0, end);
  const bodyLength = Number(/content-length: (\d+)/iu.exec(headers)?.[1] ?? 0);
  const length = end + 4 + bodyLength;
  if (text.length < length) return null;
  const [method = "", path = ""] = headers.split(" ");
  return { method, path, headers, body: text.slice(end + 4, length), length };
}
