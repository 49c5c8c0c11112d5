import type { MailContent } from "../mail/mail-content.ts";
import { toOneLine } from "../mail/one-line.ts";
import { noticeAddress } from "./notice-address.ts";
import { describeNotice, NOTICE_TOPICS } from "./notice-text.ts";
import type { DueNotice } from "./sender.ts";

/** A notice as a mail to one person. */
export function toNoticeMail({ notice, recipient, publicUrl, unsubscribeUrl }: NoticeMail): MailContent {
  const text = describeNotice(notice, recipient.timeZone);
  const business = toOneLine(recipient.businessName, 60);
  const address = (link: typeof text.link) => noticeAddress(link, { businessId: recipient.businessId, publicUrl });
  const subject = text.figure === undefined ? text.title : `${text.figure.value} ${text.figure.caption}`;
  return {
    subject: `${subject} (${business})`,
    preheader: text.figure === undefined ? text.lead : `${text.title}. ${text.advice}`,
    about: business,
    title: text.title,
    paragraphs: text.figure === undefined ? [text.lead, text.advice] : [text.advice],
    figure: text.figure ?? null,
    facts: text.facts,
    action: { label: text.link.label, url: address(text.link) },
    after: null,
    footer: {
      why: `You get this because you look after the billing of ${business} at Farebox.`,
      links: [
        { label: `Stop e-mails about ${NOTICE_TOPICS[notice.kind]}`, url: unsubscribeUrl },
        { label: "All alerts and notices", url: address({ label: "", section: "auto" }) },
      ],
    },
  };
}

export type NoticeMail = {
  readonly notice: DueNotice;
  readonly recipient: { readonly businessId: string; readonly businessName: string; readonly timeZone: string };
  readonly publicUrl: string;
  readonly unsubscribeUrl: string;
};
