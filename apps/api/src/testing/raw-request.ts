import { type Agent, request } from "node:http";

/** Sends exactly these bytes and headers, which `fetch` would tidy up. */
export function sendRaw(url: string, agent: Agent, asked: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { path, method = "GET", headers = {}, body } = asked;
    const { hostname, port } = new URL(url);
    const outgoing = request({ agent, hostname, port, path, method, headers: headers as Record<string, string> });
    outgoing.on("error", reject);
    outgoing.on("response", (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("error", reject);
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          rawHeaders: incoming.rawHeaders,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.end(body);
  });
}

export type RawRequest = {
  readonly path: string;
  readonly method?: string;
  /** A list is sent as that many headers. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
};

export type RawAnswer = { readonly status: number; readonly rawHeaders: readonly string[]; readonly body: string };
