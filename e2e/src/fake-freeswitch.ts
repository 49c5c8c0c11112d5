import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** The event socket of a FreeSWITCH, as far as a client sees it. What it sends comes a few bytes at a time. */
export async function startFakeFreeswitch(password: string): Promise<FakeFreeswitch> {
  const commands: string[] = [];
  let client: Socket | null = null;
  const server = createServer((socket) => {
    client = socket;
    socket.on("error", () => undefined);
    void send("Content-Type: auth/request\n\n");
    let unread = "";
    socket.on("data", (data) => {
      unread += String(data);
      const lines = unread.split("\n\n");
      unread = lines.pop() ?? "";
      for (const line of lines) {
        commands.push(line);
        const reply = line.startsWith("auth ") && line !== `auth ${password}` ? "-ERR invalid" : "+OK accepted";
        void send(`Content-Type: command/reply\nReply-Text: ${reply}\n\n`);
      }
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  let sending = Promise.resolve();

  /** In pieces that respect no border, and never two messages mixed. */
  function send(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    sending = sending.then(async () => {
      for (let at = 0; at < bytes.length; at += 7)
        await new Promise<void>((resolve) => client?.write(bytes.subarray(at, at + 7), () => resolve()));
    });
    return sending;
  }

  return {
    address: { host: "127.0.0.1", port: (server.address() as AddressInfo).port, password },
    commands,
    tell(event) {
      const body = JSON.stringify(event);
      return send(`Content-Length: ${Buffer.byteLength(body)}\nContent-Type: text/event-json\n\n${body}`);
    },
    hangUp: () => client?.end(),
    async stop() {
      client?.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

export type FakeFreeswitch = {
  readonly address: { readonly host: string; readonly port: number; readonly password: string };
  /** What it was told, in order. */
  readonly commands: readonly string[];
  readonly tell: (event: Readonly<Record<string, string>>) => Promise<void>;
  readonly hangUp: () => void;
  readonly stop: () => Promise<void>;
};
