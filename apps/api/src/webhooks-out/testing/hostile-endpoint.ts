import { createServer, type Server, type Socket } from "node:net";

/** A server that is told, byte by byte, how to answer; what it was sent is kept. */
export async function startHostileEndpoint(
  answer: (socket: Socket, request: string) => void,
): Promise<HostileEndpoint> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    let received = "";
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      if (!isWhole(received)) return;
      requests.push(received);
      answer(socket, received);
      received = "";
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it has no port");
  return {
    port: address.port,
    requests,
    openConnections: () => sockets.size,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export type HostileEndpoint = {
  readonly port: number;
  readonly requests: readonly string[];
  readonly openConnections: () => number;
  readonly stop: () => Promise<void>;
};

function isWhole(received: string): boolean {
  const end = received.indexOf("\r\n\r\n");
  const length = /content-length: (\d+)/i.exec(received)?.[1];
  return end !== -1 && received.length - end - 4 >= Number(length ?? 0);
}
