import type { BillingClient } from "../billing-client.ts";

/** Everything the product says it told a business, in the same words as the expectation. */
export async function toldNotices(billing: BillingClient, business: string): Promise<readonly string[]> {
  const told: string[] = [];
  for (let cursor = ""; ; ) {
    const page = await billing.must<Page>("GET", `/notices?limit=200${cursor}`, { business });
    told.push(...page.items.map(toText));
    if (page.nextCursor === null) return told;
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
}

type Page = { readonly items: readonly Notice[]; readonly nextCursor: string | null };
type Notice = { readonly kind: string; readonly details: Details };

type Details = Readonly<Record<string, unknown>> & {
  readonly line?: { readonly kind: string; readonly threshold: number; readonly percent?: number };
  readonly money?: { readonly amount: number };
};

function toText({ kind, details }: Notice): string {
  return [kind, ...(PARTS[kind]?.(details) ?? [JSON.stringify(details)])].join(" ");
}

const PARTS: Readonly<Record<string, (details: Details) => readonly unknown[]>> = {
  balance_low: ({ line, balance }) => [line?.kind, line?.percent ?? line?.threshold, "at", balance],
  grant_adjusted: ({ tokens }) => [tokens],
  grant_expiring: ({ source, grantId, daysAhead }) => [source, grantId, daysAhead],
  hold_abandoned: ({ callId }) => [callId],
  plan_changed: ({ change, planKey }) => [change, planKey],
  top_up_charged: ({ money }) => [money?.amount],
  unusual_day: ({ day }) => [day],
};
