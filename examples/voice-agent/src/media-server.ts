import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Farebox } from "@farebox/sdk";
import { type WebSocket, WebSocketServer } from "ws";
import { answerStream } from "./answer-stream.ts";
import { PhoneLine } from "./phone-line.ts";
import { showCall } from "./show-call.ts";
import type { Terminal } from "./terminal.ts";

const AGENT_ID = "example-agent";
const LARGEST_MESSAGE_BYTES = 64 * 1_024;

/** Waits for media streams at `/media`; `handled` resolves as the first call has been charged, or was refused. */
export async function startMediaServer(
  farebox: Farebox,
  { port, speed, terminal }: ServerOptions,
): Promise<MediaServer> {
  const server = new WebSocketServer({ host: "127.0.0.1", port, path: "/media", maxPayload: LARGEST_MESSAGE_BYTES });
  await once(server, "listening");
  const { promise: handled, resolve, reject } = Promise.withResolvers<void>();
  // Those who do not wait for the first call hear of failures as they happen.
  handled.catch(() => undefined);
  const { rates } = await farebox.rates.list();

  server.on("connection", (socket: WebSocket) => {
    const show = showCall(terminal, { rates, speed, agentId: AGENT_ID });
    answerStream(new PhoneLine(socket), farebox, show)
      .then((end) => {
        show.ended(end);
        resolve();
      })
      .catch((error: unknown) => {
        terminal.say(`failed: ${error instanceof Error ? error.message : String(error)}`);
        socket.close(1_011);
        reject(error);
      });
  });

  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/media`,
    handled,
    async close() {
      for (const socket of server.clients) socket.close(1_001);
      server.close();
      await once(server, "close");
    },
  };
}

export type MediaServer = {
  readonly url: string;
  readonly handled: Promise<void>;
  close(): Promise<void>;
};

type ServerOptions = { readonly port: number; readonly speed: number; readonly terminal: Terminal };
