import { describeNotice, type Language, toOneLine } from "@farebox/notices";
import type { MailContent } from "../mail/mail-content.ts";
import { MAIL_WORDS, NOTICE_WORDS } from "../mail/words/mail-words.ts";
import { noticeAddress } from "./notice-address.ts";
import { toSaidNotice } from "./notice-wire.ts";
import type { DueNotice } from "./sender.ts";

/** A notice as a mail to one person, in their language. */
export function toNoticeMail({ notice, recipient, publicUrl, unsubscribeUrl }: NoticeMail): MailContent {
  const { language, timeZone } = recipient;
  const words = MAIL_WORDS[language];
  const text = describeNotice(toSaidNotice(notice), { words: NOTICE_WORDS[language], locale: language, timeZone });
  const business = toOneLine(recipient.businessName, 60);
  const address = (link: typeof text.link) => noticeAddress(link, { businessId: recipient.businessId, publicUrl });
  const subject = text.figure === undefined ? text.title : `${text.figure.value} ${text.figure.caption}`;
  return {
    language,
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
      why: words.notice.why(business),
      links: [
        { label: words.notice.stop(words.topics[notice.kind]), url: unsubscribeUrl },
        { label: words.notice.all, url: address({ label: "", section: "auto" }) },
      ],
    },
  };
}

export type NoticeMail = {
  readonly notice: DueNotice;
  readonly recipient: {
    readonly businessId: string;
    readonly businessName: string;
    readonly timeZone: string;
    readonly language: Language;
  };
  readonly publicUrl: string;
  readonly unsubscribeUrl: string;
};
