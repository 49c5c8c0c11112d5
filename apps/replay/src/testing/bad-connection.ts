import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a request meets on its way. `lost_answer`: it arrives and is done, and nobody hears of it. */
export type Mishap = "none" | "lost_request" | "lost_answer" | "busy" | "too_many";

export type BadConnection = { readonly url: string; readonly mishaps: () => number; close(): void };

/** Stands between a caller and the real product and loses things, as networks and proxies do. */
export async function badConnection(target: () => string, mishapOf: (path: string) => Mishap): Promise<BadConnection> {
  let mishaps = 0;
  const server = createServer((incoming, response) => {
    const mishap = mishapOf(incoming.url ?? "");
    if (mishap !== "none") mishaps += 1;
    if (mishap === "lost_request") return void incoming.socket.destroy();
    if (mishap === "busy" || mishap === "too_many") {
      return void response.writeHead(mishap === "busy" ? 503 : 429, { "retry-after": "0" }).end("{}");
    }
    forward(target(), incoming, response, mishap === "lost_answer");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mishaps: () => mishaps,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function forward(target: string, incoming: IncomingMessage, response: ServerResponse, losesAnswer: boolean): void {
  const { host: _, connection: __, ...headers } = incoming.headers;
  const outgoing = request(`${target}${incoming.url}`, { method: incoming.method ?? "GET", headers }, (answer) => {
    if (losesAnswer) {
      answer.resume().on("end", () => incoming.socket.destroy());
      return;
    }
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on("error", () => incoming.socket.destroy());
  incoming.pipe(outgoing);
}
