import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A mail server that keeps what it is sent. Can be closed and opened again at the same port, and told to refuse. */
export async function openMailSink(options: { readonly port?: number } = {}): Promise<MailSink> {
  const mails: SunkMail[] = [];
  const refusals: { recipient: number | null } = { recipient: null };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo(_address, _session, callback) {
      const { recipient } = refusals;
      callback(recipient === null ? null : Object.assign(new Error("no"), { responseCode: recipient }));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks).toString();
        const header = (name: string) =>
          new RegExp(`^${name}:\\s*(.*(?:\\r\\n[ \\t].*)*)`, "im")
            .exec(raw.split("\r\n\r\n")[0] ?? "")?.[1]
            ?.replaceAll(/\r\n\s*/g, " ") ?? null;
        mails.push({ recipients: session.envelope.rcptTo.map(({ address }) => address), raw, header });
        callback();
      });
    },
  });
  server.on("error", () => undefined);
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    mails,
    refuseRecipients: (status) => {
      refusals.recipient = status;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export type MailSink = {
  readonly url: string;
  readonly port: number;
  /** In the order they came. */
  readonly mails: readonly SunkMail[];
  /** Answers every recipient with this status, until null. */
  readonly refuseRecipients: (status: number | null) => void;
  readonly close: () => Promise<void>;
};

export type SunkMail = {
  readonly recipients: readonly string[];
  readonly raw: string;
  readonly header: (name: string) => string | null;
};
