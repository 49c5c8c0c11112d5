import { type Language, toOneLine } from "@farebox/notices";
import type { Role } from "../auth/caller.ts";
import type { MailContent } from "./mail-content.ts";
import { MAIL_WORDS } from "./words/mail-words.ts";

/** Mails about a person's own account. Nobody can turn them off: each was asked for at that moment. */
export const MESSAGES = {
  verifyAddress: (url: string, language: Language): MailContent => {
    const words = MAIL_WORDS[language].verify;
    return oneLink(words, { label: words.action, url, language });
  },
  resetPassword: (url: string, language: Language): MailContent => {
    const words = MAIL_WORDS[language].reset;
    return oneLink(words, { label: words.title, url, language });
  },
  invitation: (offer: Offer, language: Language): MailContent => {
    const words = MAIL_WORDS[language].invitation;
    const name = toOneLine(offer.businessName);
    return {
      ...OWN_AFFAIR,
      language,
      about: name,
      subject: words.subject(name),
      preheader: words.preheader(name),
      title: words.title(name),
      paragraphs: [words.text(name, offer.role), words.how],
      action: { label: words.action, url: offer.url },
      after: words.after,
      footer: { why: words.why(name), links: [] },
    };
  },
};

type Offer = { readonly businessName: string; readonly role: Role; readonly url: string };

/** A mail that was asked for to follow its link. */
function oneLink(
  { title, preheader, text, after, why }: OneLinkWords,
  { label, url, language }: { readonly label: string; readonly url: string; readonly language: Language },
): MailContent {
  return {
    ...OWN_AFFAIR,
    language,
    subject: title,
    preheader,
    title,
    paragraphs: [text],
    action: { label, url },
    after,
    footer: { why, links: [] },
  };
}

type OneLinkWords = Readonly<Record<"title" | "preheader" | "text" | "after" | "why", string>>;

const OWN_AFFAIR = { about: null, figure: null, facts: [] } as const;
