import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { createTransport, type Transporter } from "nodemailer";
import type { Logger } from "pino";
import type { Env } from "../env.ts";
import { toLoggable } from "../loggable-error.ts";
import { createLocalInbox, type LocalInbox } from "./local-inbox.ts";
import type { MailContent } from "./mail-content.ts";
import { renderMail } from "./render-mail.ts";

/** Sends by SMTP where a server is configured, otherwise keeps every mail in a directory of this machine. */
export function createMailer(env: MailEnv, log: Logger): Mailer {
  if (env.smtpUrl !== null) return mailBySmtp(createSmtp(env.smtpUrl, env.mailFrom), log);
  if (env.mailDirectory === null) throw new Error("neither a mail server nor a mail directory is configured");
  const inbox = createLocalInbox(env.mailDirectory);
  const deliver = (mail: Mail) => inbox.keep({ ...mail, from: env.mailFrom });
  return {
    inbox,
    deliver,
    post: async (to, content) => deliver(await toMail(to, content)),
    probe: () => Promise.resolve(true),
    close: () => undefined,
  };
}

export type Mailer = {
  /** A mail that somebody is waiting for. Whether it could be sent is logged, not said. */
  readonly post: (to: string, content: MailContent) => Promise<void>;
  /** Resolves when the server took it; fails with what it or the way there said. */
  readonly deliver: (mail: Mail) => Promise<void>;
  /** Whether the server is there and lets us in. */
  readonly probe: () => Promise<boolean>;
  /** Where mail is kept in the local mode; null when it is really sent. */
  readonly inbox: LocalInbox | null;
  readonly close: () => void;
};

export type Mail = {
  /** The same mail sent again has the same one; left out where nothing is really sent. */
  readonly id?: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type MailEnv = Pick<Env, "smtpUrl" | "mailFrom" | "mailDirectory">;

async function toMail(to: string, content: MailContent): Promise<Mail> {
  return { to, subject: content.subject, ...(await renderMail(content)) };
}

function mailBySmtp(smtp: Smtp, log: Logger): Mailer {
  const closing = new AbortController();
  return {
    inbox: null,
    deliver: smtp.send,
    // Not waited for: how long drawing it and the mail server take would tell whether an address is known here.
    post: async (to, content) => {
      toMail(to, content)
        .then((mail) => sendPatiently(smtp.send, { ...mail, id: randomUUID() }, closing.signal))
        .catch((failure: unknown) => log.error({ failure: toLoggable(failure) }, "a mail could not be sent"));
    },
    probe: smtp.probe,
    close: () => {
      closing.abort();
      smtp.close();
    },
  };
}

/**
 * A server that is away for a moment, or says not now, is asked again a few times, with the same message under the same name.
 * Whoever waits for the mail asks for another one after that; a no for good is taken as one.
 */
async function sendPatiently(send: Smtp["send"], mail: Mail, signal: AbortSignal): Promise<void> {
  for (const seconds of TRY_AGAIN_AFTER_SECONDS) {
    try {
      return await send(mail);
    } catch (failure) {
      const { responseCode: status } = failure as { readonly responseCode?: number };
      if (status !== undefined && status >= 500) throw failure;
    }
    await wait(seconds * 1_000, undefined, { signal, ref: false });
  }
  return send(mail);
}

const TRY_AGAIN_AFTER_SECONDS = [1, 5, 30, 120];

type Smtp = Pick<Mailer, "probe" | "close"> & { readonly send: (mail: Mail) => Promise<void> };

function createSmtp(url: string, from: string): Smtp {
  const transport: Transporter = createTransport(withTimeouts(url), {
    from,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([a-z0-9.-]+)/i.exec(from)?.[1] ?? "localhost";
  return {
    async send({ id, to, headers = {}, ...mail }) {
      await transport.sendMail({
        ...mail,
        // As an object, so that a comma in it does not make two addresses of one.
        to: { name: "", address: to },
        headers: { "Auto-Submitted": "auto-generated", ...headers },
        ...(id !== undefined && { messageId: `<${id}@${domain}>` }),
      });
    },
    probe: () =>
      transport.verify().then(
        () => true,
        () => false,
      ),
    close: () => transport.close(),
  };
}

/** A server that says nothing holds up nobody for longer than a delivery is claimed for. The address may say otherwise. */
function withTimeouts(url: string): string {
  const address = new URL(url);
  for (const [name, milliseconds] of TIMEOUTS)
    if (!address.searchParams.has(name)) address.searchParams.set(name, String(milliseconds));
  return address.href;
}

const TIMEOUTS = [
  ["connectionTimeout", 10_000],
  ["greetingTimeout", 10_000],
  ["socketTimeout", 20_000],
] as const;
