import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";

/** A customer's own endpoint: remembers what came, and answers as it is told; 204 unless told otherwise. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let answer: Answer = (response) => response.writeHead(204).end();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({
      path: request.url ?? "",
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it has no port");
  return {
    url: `http://127.0.0.1:${address.port}/hook`,
    received,
    answerWith(next) {
      answer = typeof next === "number" ? (response) => response.writeHead(next).end() : next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type Received = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };
type Answer = (response: ServerResponse) => unknown;

export type Receiver = {
  readonly url: string;
  readonly received: Received[];
  /** A status, or something of its own. */
  readonly answerWith: (next: number | Answer) => void;
  readonly stop: () => Promise<void>;
};
