import { readMailRecipient } from "@farebox/db/outbox";
import type { Deps } from "../deps.ts";
import { renderMail } from "../mail/render-mail.ts";
import { toLanguage } from "../use-cases/mail-language.ts";
import { toNoticeMail } from "./notice-mail.ts";
import type { DueDelivery, Sender, SendResult } from "./sender.ts";
import { signUnsubscribeToken, UNSUBSCRIBE_PATH } from "./unsubscribe-token.ts";

/** Notices by mail, to whoever should get this one as things stand at that moment. */
export function createMailSender(deps: MailSenderDeps): Sender {
  return { send: (delivery) => send(deps, delivery), probe: () => deps.mailer.probe() };
}

export type MailSenderDeps = Pick<Deps, "db" | "env" | "mailer">;

async function send({ db, env, mailer }: MailSenderDeps, delivery: DueDelivery): Promise<SendResult> {
  const { businessId, recipient: userId, notice } = delivery;
  const subject = { businessId, userId, kind: notice.kind };
  const recipient = await readMailRecipient(db.service, subject);
  if (recipient === null) return { outcome: "dropped", why: "this person does not get mails of this kind any more" };
  const token = signUnsubscribeToken(env.authSecret, subject);
  const unsubscribeUrl = `${env.publicUrl}${UNSUBSCRIBE_PATH}?token=${token}`;
  const content = toNoticeMail({
    notice,
    recipient: { ...recipient, businessId, language: toLanguage(recipient.language) ?? "en" },
    publicUrl: env.publicUrl,
    unsubscribeUrl,
  });
  const mail = {
    id: delivery.deliveryId,
    to: recipient.email,
    subject: content.subject,
    ...(await renderMail(content)),
    // RFC 8058: the mail program's own button works with one request and no page.
    headers: { "List-Unsubscribe": `<${unsubscribeUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
  };
  try {
    await mailer.deliver(mail);
    return { outcome: "delivered" };
  } catch (failure) {
    return judge(failure);
  }
}

/**
 * The server said no to this address for good, it said not now, or it is not there. A refusal of our own address or of the
 * mail as such may be put right by whoever runs the server, so it is tried for days as well.
 */
function judge(failure: unknown): SendResult {
  const { responseCode: status, command, code } = failure as SmtpFailure;
  if (status === undefined) return { outcome: "retry", why: `no mail server: ${code ?? "unknown"}`, isWayClosed: true };
  const why = `the mail server answered ${status} to ${command ?? "the mail"}`;
  if (command === "RCPT TO" && status >= 500) return { outcome: "failed", why, status };
  const isOfThisMail = command === "RCPT TO" || command === "DATA";
  return { outcome: "retry", why, status, isWayClosed: !isOfThisMail };
}

type SmtpFailure = { readonly responseCode?: number; readonly command?: string; readonly code?: string };
