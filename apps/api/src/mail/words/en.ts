import type { NoticeKind } from "@farebox/billing-core";
import type { Role } from "../../auth/caller.ts";

/** Words of our mails beside what notices say, and of the page that ends them. */
export const english = {
  verify: {
    title: "Confirm your e-mail address",
    preheader: "One click and you are in.",
    text: "Somebody, hopefully you, signed up at Farebox with this address.",
    action: "Confirm the address",
    after: "If it was not you, do nothing.",
    why: "You get this because this address was used to sign up at Farebox.",
  },
  reset: {
    title: "Choose a new password",
    preheader: "The link works once, for one hour.",
    text: "A new password was asked for your account. The link works once, for one hour.",
    after: "If you did not ask for it, do nothing: your password stays as it is.",
    why: "You get this because a new password was asked for this address at Farebox.",
  },
  invitation: {
    subject: (business: string) => `${business} invites you to Farebox`,
    preheader: (business: string) => `See the balance and usage of ${business}.`,
    title: (business: string) => `${business} invites you`,
    text: (business: string, role: Role) =>
      `You are invited to see the balance and usage of ${business} at Farebox ${AS_ROLE[role]}.`,
    how: "Sign in or sign up with this address first. The invitation ends after 7 days.",
    action: "Accept the invitation",
    after: "If you do not know who this is, do nothing. Nobody is told that you got this.",
    why: (business: string) => `You get this because somebody of ${business} entered this address.`,
  },
  notice: {
    why: (business: string) => `You get this because you look after the billing of ${business} at Farebox.`,
    stop: (topic: string) => `Stop e-mails about ${topic}`,
    all: "All alerts and notices",
  },
  /** What a kind is about, as in "Stop e-mails about …". */
  topics: {
    balance_low: "low balances",
    hold_abandoned: "calls that fall silent",
    top_up_charged: "automatic top-ups",
    top_up_paused: "paused automatic top-ups",
    grant_adjusted: "tokens that were given",
    grant_expiring: "tokens that expire",
    plan_changed: "plan changes",
    payment_failed: "failed payments",
    unusual_day: "unusual use",
    webhook_endpoint_disabled: "webhook endpoints that were turned off",
  } as Readonly<Record<NoticeKind, string>>,
  unsubscribe: {
    ask: "Stop these e-mails?",
    askText: (topic: string) =>
      `You will get no more e-mails about ${topic}. They stay in the list on the billing page.`,
    stop: "Stop these e-mails",
    done: "Done",
    doneText: (topic: string) => `You get no more e-mails about ${topic}. They stay in the list on the billing page.`,
    undo: "Undo",
    again: "You get them again",
    againText: (topic: string) => `E-mails about ${topic} come as before.`,
    toBilling: "To the billing page",
  },
};

export type MailWords = typeof english;

const AS_ROLE = {
  owner: "as an owner",
  billing: "and to look after its payments",
  member: "as a member",
} as const satisfies Record<Role, string>;
