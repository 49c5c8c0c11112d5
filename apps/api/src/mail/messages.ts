import { type Language, toOneLine } from "@farebox/notices";
import type { Role } from "../auth/caller.ts";
import type { MailContent } from "./mail-content.ts";
import { MAIL_WORDS } from "./words/mail-words.ts";

/** Mails about a person's own account. Nobody can turn them off: each was asked for at that moment. */
export const MESSAGES = {
  verifyAddress: (url: string, language: Language): MailContent => {
    const { title, preheader, text, action, after, why } = MAIL_WORDS[language].verify;
    return {
      ...OWN_AFFAIR,
      language,
      subject: title,
      preheader,
      title,
      paragraphs: [text],
      action: { label: action, url },
      after,
      footer: { why, links: [] },
    };
  },
  resetPassword: (url: string, language: Language): MailContent => {
    const { title, preheader, text, after, why } = MAIL_WORDS[language].reset;
    return {
      ...OWN_AFFAIR,
      language,
      subject: title,
      preheader,
      title,
      paragraphs: [text],
      action: { label: title, url },
      after,
      footer: { why, links: [] },
    };
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

const OWN_AFFAIR = { about: null, figure: null, facts: [] } as const;
