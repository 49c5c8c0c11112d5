import { connect } from "node:net";

/**
 * One kept-alive connection with one request under way at a time. It reads as little of HTTP as it needs: two processors
 * are shared by client, server and database, and what the client uses is missing elsewhere.
 */
export async function openConnection(url: string): Promise<HttpConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  let waiting: Waiting | null = null;
  let received = "";
  const fail = (error: Error) => {
    waiting?.reject(error);
    waiting = null;
  };
  socket.setEncoding("latin1");
  socket.on("data", (text: string) => {
    received += text;
    const answer = readAnswer(received);
    if (answer === null) return;
    received = "";
    const { resolve } = waiting ?? {};
    waiting = null;
    resolve?.(answer);
  });
  socket.on("error", fail);
  socket.on("close", () => fail(new Error("the server closed the connection")));
  return {
    isOpen: () => socket.readyState === "open",
    send: (request) => {
      const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
      waiting = { resolve, reject };
      socket.write(request);
      return promise;
    },
    close: () => socket.destroy(),
  };
}

export type HttpConnection = {
  /** Until either side ended it. */
  isOpen(): boolean;
  send(request: string): Promise<HttpAnswer>;
  close(): void;
};
export type HttpAnswer = { readonly status: number; readonly body: string };
type Waiting = { readonly resolve: (answer: HttpAnswer) => void; readonly reject: (error: Error) => void };

/** Null while something is still missing. */
export function readAnswer(received: string): HttpAnswer | null {
  const headEnd = received.indexOf("\r\n\r\n");
  if (headEnd < 0) return null;
  const status = Number(received.slice(9, 12));
  const head = received.slice(0, headEnd);
  const body = received.slice(headEnd + 4);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return body.length < Number(length) ? null : { status, body };
  return body.endsWith("0\r\n\r\n") ? { status, body } : null;
}
