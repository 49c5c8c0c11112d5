import { createTransport } from "nodemailer";
import type { Logger } from "pino";
import type { Env } from "../env.ts";
import { createLocalInbox, type LocalInbox } from "./local-inbox.ts";

/** Sends by SMTP where a server is configured, otherwise keeps every mail in a directory of this machine. */
export function createMailer(env: Env, log: Logger): Mailer {
  if (env.smtpUrl === null && env.mailDirectory !== null) {
    const inbox = createLocalInbox(env.mailDirectory);
    return { inbox, send: (mail) => inbox.keep({ ...mail, from: env.mailFrom }), close: () => undefined };
  }
  if (env.smtpUrl === null) throw new Error("neither a mail server nor a mail directory is configured");
  const transport = createTransport(env.smtpUrl, {
    from: env.mailFrom,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    inbox: null,
    // Not waited for: how long a mail server takes would tell whether an address is known here.
    send: async (mail) => {
      transport.sendMail(mail).catch((error: unknown) => log.error({ failure: error }, "a mail could not be sent"));
    },
    close: () => transport.close(),
  };
}

export type Mailer = {
  readonly send: (mail: Mail) => Promise<void>;
  /** Where mail is kept in the local mode; null when it is really sent. */
  readonly inbox: LocalInbox | null;
  readonly close: () => void;
};

export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};
