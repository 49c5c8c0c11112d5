import { microTokens, type NoticeKind, toTokens } from "@farebox/billing-core";
import type { DueNotice } from "./sender.ts";

/** A notice as outside code reads it: tokens as JSON numbers, times in RFC 3339. The one place that converts. */
export function toWireNotice({ id, kind, payload, occurredAt }: DueNotice): WireNotice {
  return {
    id,
    type: NOTICE_TYPES[kind],
    timestamp: new Date(occurredAt).toISOString(),
    data: toWireFields(
      kind === "webhook_endpoint_disabled" ? { ...payload, url: new URL(payload.url).origin } : payload,
    ),
  };
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

// The names tell the units: `balanceMicroTokens` becomes `balance`, and what ends in `At` or `Until` is an instant.
const AMOUNT = /^(.+)MicroTokens$/;
const INSTANT = /(^at|At|Until)$/;

function toWireFields(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => toWireField(name, value)));
}

function toWireField(name: string, value: unknown): readonly [string, unknown] {
  const amount = AMOUNT.exec(name)?.[1];
  if (amount !== undefined && typeof value === "number") return [amount, toTokens(microTokens(BigInt(value)))];
  if (INSTANT.test(name) && typeof value === "number") return [name, new Date(value).toISOString()];
  return [name, typeof value === "object" && value !== null && !Array.isArray(value) ? toWireFields(value) : value];
}
