import type { NoticeKind } from "@farebox/billing-core";
import { type SaidNotice, toNoticeData } from "@farebox/notices";
import type { DueNotice } from "./sender.ts";

/** A notice as outside code reads it. */
export function toWireNotice(notice: DueNotice): WireNotice {
  return {
    id: notice.id,
    type: NOTICE_TYPES[notice.kind],
    timestamp: new Date(notice.occurredAt).toISOString(),
    data: { ...toSaidNotice(notice).data },
  };
}

/** The same for those who put it into words. Of an endpoint it names the site only: the rest may be a secret. */
export function toSaidNotice({ kind, payload }: DueNotice): SaidNotice {
  const told = kind === "webhook_endpoint_disabled" ? { ...payload, url: new URL(payload.url).origin } : payload;
  return { kind, data: toNoticeData(told) } as SaidNotice;
}

export type WireNotice = {
  readonly id: string;
  readonly type: NoticeType;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** What kinds are called outside. */
export const NOTICE_TYPES = {
  balance_low: "balance.low",
  hold_abandoned: "hold.abandoned",
  top_up_charged: "top_up.charged",
  top_up_paused: "top_up.paused",
  grant_adjusted: "grant.adjusted",
  grant_expiring: "grant.expiring",
  plan_changed: "plan.changed",
  payment_failed: "payment.failed",
  unusual_day: "usage.unusual_day",
  webhook_endpoint_disabled: "webhook_endpoint.disabled",
} as const satisfies Record<NoticeKind, string>;
export type NoticeType = (typeof NOTICE_TYPES)[NoticeKind];
