import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** A mail server of a few lines, which can be away, be slow, and come back at the same address with what it had. */
export async function openMailServer(options: { readonly answerAfterMs?: number } = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const state = { answerAfterMs: options.answerAfterMs ?? 0 };
  const sockets = new Set<Socket>();
  const open = async (port: number) => {
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
      converse(socket, (mail) => {
        received.push(mail);
        return new Promise((resolve) => setTimeout(resolve, state.answerAfterMs));
      });
    });
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return server;
  };
  let server = await open(0);
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    goAway: close,
    async comeBack(answerAfterMs = 0) {
      state.answerAfterMs = answerAfterMs;
      server = await open(port);
    },
    close: () => close().catch(() => undefined),
  };
}

export type MailServer = {
  readonly url: string;
  /** In the order they came; one is counted before its sender hears that it was taken. */
  readonly received: readonly ReceivedMail[];
  readonly goAway: () => Promise<void>;
  readonly comeBack: (answerAfterMs?: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type ReceivedMail = {
  readonly to: string;
  readonly messageId: string;
  readonly subject: string;
};

/** As much of SMTP as a client needs that sends one mail to one recipient. */
function converse(socket: Socket, take: (mail: ReceivedMail) => Promise<unknown>): void {
  let heard = "";
  let to = "";
  let isData = false;
  socket.write("220 ready\r\n");
  socket.on("data", (chunk) => {
    heard += chunk.toString();
    for (;;) {
      const end = heard.indexOf(isData ? "\r\n.\r\n" : "\r\n");
      if (end < 0) return;
      const part = heard.slice(0, end);
      heard = heard.slice(end + (isData ? 5 : 2));
      if (isData) {
        isData = false;
        void take(toMail(part, to)).then(() => socket.write("250 taken\r\n"));
        continue;
      }
      const verb = part.split(/[ :]/)[0]?.toUpperCase();
      if (verb === "RCPT") to = /<(.*?)>/.exec(part)?.[1] ?? "";
      isData = verb === "DATA";
      if (verb === "QUIT") socket.end("221 bye\r\n");
      else socket.write(isData ? "354 go on\r\n" : "250 ok\r\n");
    }
  });
}

function toMail(raw: string, to: string): ReceivedMail {
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(raw)?.[1]?.trim() ?? "";
  return { to, messageId: header("Message-ID"), subject: header("Subject") };
}
