import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/**
 * A door in front of the server with an address that stays, so that a server killed and started anew elsewhere is found
 * again, and with a lock: while frozen, packets vanish in both directions and nobody is told.
 */
export async function openTcpGate(port: number): Promise<TcpGate> {
  let targetPort = port;
  let isFrozen = false;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(targetPort, "127.0.0.1");
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on("data", (chunk) => !isFrozen && to.write(chunk));
      from.on("error", () => undefined);
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    pointTo: (next) => {
      targetPort = next;
    },
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    freeze: () => {
      isFrozen = true;
    },
    thaw: () => {
      isFrozen = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

export type TcpGate = {
  readonly port: number;
  pointTo(port: number): void;
  cut(): void;
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
};
