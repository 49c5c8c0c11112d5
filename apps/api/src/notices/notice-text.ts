import type { NoticeKind } from "@farebox/billing-core";
import type { DueNotice } from "./sender.ts";
import { describeBalanceLow } from "./texts/balance-low.ts";
import { describeHoldAbandoned } from "./texts/hold-abandoned.ts";
import { describePaymentFailed, describeTopUpCharged, describeTopUpPaused } from "./texts/payments.ts";
import { describePlanChanged } from "./texts/plan-changed.ts";
import { describeGrantAdjusted, describeGrantExpiring } from "./texts/tokens.ts";
import { describeUnusualDay, describeWebhookEndpointDisabled } from "./texts/watching.ts";

/** What a notice says to a person, in the list of the page and by mail alike. The one place of these words. */
export function describeNotice(notice: DueNotice, timeZone: string): NoticeText {
  switch (notice.kind) {
    case "balance_low":
      return describeBalanceLow(notice.payload);
    case "hold_abandoned":
      return describeHoldAbandoned(notice.payload, timeZone);
    case "top_up_charged":
      return describeTopUpCharged(notice.payload);
    case "top_up_paused":
      return describeTopUpPaused(notice.payload, timeZone);
    case "grant_adjusted":
      return describeGrantAdjusted(notice.payload, timeZone);
    case "grant_expiring":
      return describeGrantExpiring(notice.payload, timeZone);
    case "plan_changed":
      return describePlanChanged(notice.payload, timeZone);
    case "payment_failed":
      return describePaymentFailed(notice.payload, timeZone);
    case "unusual_day":
      return describeUnusualDay(notice.payload);
    case "webhook_endpoint_disabled":
      return describeWebhookEndpointDisabled(notice.payload);
  }
}

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

/** What a kind is about, as in "Stop e-mails about …". */
export const NOTICE_TOPICS = {
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
} as const satisfies Record<NoticeKind, string>;
