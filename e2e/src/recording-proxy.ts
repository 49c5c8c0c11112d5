import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

/** What somebody on the wire between the product and its payment provider would have seen. */
export type SeenRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Passes everything on to an address, and writes down what it was asked. */
export async function startRecordingProxy(): Promise<RecordingProxy> {
  const seen: SeenRequest[] = [];
  let target = "";
  const server = createServer((incoming, outgoing) => {
    pass({ incoming, outgoing, target, seen }).catch(() => outgoing.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a server without a port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    to(url) {
      target = url;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export type RecordingProxy = {
  readonly url: string;
  /** Oldest first. */
  readonly seen: readonly SeenRequest[];
  readonly to: (url: string) => void;
  readonly stop: () => Promise<void>;
};

async function pass({ incoming, outgoing, target, seen }: Passing): Promise<void> {
  const body = await buffer(incoming);
  const { method = "GET", url = "/", headers } = incoming;
  const told = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  seen.push({ method, path: url, headers: Object.fromEntries(told), body: body.toString() });
  const passed = request(new URL(url, target), { method, headers });
  passed.end(body);
  const [answer] = (await once(passed, "response")) as [IncomingMessage];
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(outgoing);
}

type Passing = {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly target: string;
  readonly seen: SeenRequest[];
};
