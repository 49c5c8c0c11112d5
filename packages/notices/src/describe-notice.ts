import type { NoticeKind } from "@farebox/billing-core";
import type { NoticeData } from "./notice-data.ts";
import { createNoticeFormat, type NoticeFormat } from "./notice-format.ts";
import { describeBalanceLow } from "./texts/balance-low.ts";
import { describeHoldAbandoned } from "./texts/hold-abandoned.ts";
import { describePaymentFailed, describeTopUpCharged, describeTopUpPaused } from "./texts/payments.ts";
import { describePlanChanged } from "./texts/plan-changed.ts";
import { describeGrantAdjusted, describeGrantExpiring } from "./texts/tokens.ts";
import { describeUnusualDay, describeWebhookEndpointDisabled } from "./texts/watching.ts";
import type { NoticeWords } from "./words/en.ts";

/** What a notice says to one reader, in the list of the page and by mail alike. */
export function describeNotice(notice: SaidNotice, { words, locale, timeZone }: Reader): NoticeText {
  const writing: Writing = { words, format: createNoticeFormat({ locale, timeZone }) };
  switch (notice.kind) {
    case "balance_low":
      return describeBalanceLow(notice.data, writing);
    case "hold_abandoned":
      return describeHoldAbandoned(notice.data, writing);
    case "top_up_charged":
      return describeTopUpCharged(notice.data, writing);
    case "top_up_paused":
      return describeTopUpPaused(notice.data, writing);
    case "grant_adjusted":
      return describeGrantAdjusted(notice.data, writing);
    case "grant_expiring":
      return describeGrantExpiring(notice.data, writing);
    case "plan_changed":
      return describePlanChanged(notice.data, writing);
    case "payment_failed":
      return describePaymentFailed(notice.data, writing);
    case "unusual_day":
      return describeUnusualDay(notice.data, writing);
    case "webhook_endpoint_disabled":
      return describeWebhookEndpointDisabled(notice.data, writing);
  }
}

export type SaidNotice = {
  readonly [Kind in NoticeKind]: { readonly kind: Kind; readonly data: NoticeData<Kind> };
}[NoticeKind];

/** Whom it is said to. The locale is of the language of the words. */
export type Reader = { readonly words: NoticeWords; readonly locale: string; readonly timeZone: string };

export type Writing = { readonly words: NoticeWords; readonly format: NoticeFormat };

export type NoticeText = {
  readonly title: string;
  /** What happened, numbers first. */
  readonly lead: string;
  /** What goes on, and what to do. */
  readonly advice: string;
  /** The number that stands for `lead` where there is room for a large one. */
  readonly figure?: { readonly value: string; readonly caption: string };
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly link: NoticeLink;
};

/** Where to do something about it: a section of the billing page, a page of ours, or an address elsewhere. */
export type NoticeLink = { readonly label: string } & (
  | { readonly section: "balance" | "tokens" | "usage" | "plan" | "auto" | "history" | "payment" }
  | { readonly page: string }
  | { readonly url: string }
);
