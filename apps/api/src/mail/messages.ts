import type { Role } from "../auth/caller.ts";
import type { MailContent } from "./mail-content.ts";
import { toOneLine } from "./one-line.ts";

/** Mails about a person's own account. Nobody can turn them off: each was asked for at that moment. */
export const MESSAGES = {
  verifyAddress: (url: string): MailContent => ({
    ...OWN_AFFAIR,
    subject: "Confirm your e-mail address",
    preheader: "One click and you are in.",
    title: "Confirm your e-mail address",
    paragraphs: ["Somebody, hopefully you, signed up at Farebox with this address."],
    action: { label: "Confirm the address", url },
    after: "If it was not you, do nothing.",
    footer: { why: "You get this because this address was used to sign up at Farebox.", links: [] },
  }),
  resetPassword: (url: string): MailContent => ({
    ...OWN_AFFAIR,
    subject: "Choose a new password",
    preheader: "The link works once, for one hour.",
    title: "Choose a new password",
    paragraphs: ["A new password was asked for your account. The link works once, for one hour."],
    action: { label: "Choose a new password", url },
    after: "If you did not ask for it, do nothing: your password stays as it is.",
    footer: { why: "You get this because a new password was asked for this address at Farebox.", links: [] },
  }),
  invitation: (offer: { readonly businessName: string; readonly role: Role; readonly url: string }): MailContent => {
    const name = toOneLine(offer.businessName);
    return {
      ...OWN_AFFAIR,
      about: name,
      subject: `${name} invites you to Farebox`,
      preheader: `See the balance and usage of ${name}.`,
      title: `${name} invites you`,
      paragraphs: [
        `You are invited to see the balance and usage of ${name} at Farebox ${AS_ROLE[offer.role]}.`,
        "Sign in or sign up with this address first. The invitation ends after 7 days.",
      ],
      action: { label: "Accept the invitation", url: offer.url },
      after: "If you do not know who this is, do nothing. Nobody is told that you got this.",
      footer: { why: `You get this because somebody of ${name} entered this address.`, links: [] },
    };
  },
};

const OWN_AFFAIR = { about: null, figure: null, facts: [] } as const;

const AS_ROLE = {
  owner: "as an owner",
  billing: "and to look after its payments",
  member: "as a member",
} as const satisfies Record<Role, string>;
