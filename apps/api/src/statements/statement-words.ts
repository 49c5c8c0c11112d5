import type { EntryKind } from "@farebox/billing-core";
import type { StatementPayment } from "@farebox/db/exports";

/** What a statement calls things, in every form of it that people read. */
export const MOVEMENT_WORDS: Readonly<Record<EntryKind, string>> = {
  trial: "Trial tokens",
  plan: "Plan tokens",
  purchase: "Purchased tokens",
  bonus: "Bonus tokens",
  promotion: "Promotion tokens",
  adjustment: "Adjustments",
  top_up: "Automatic top-up",
  usage: "Usage",
  correction: "Corrections of usage",
  expiry: "Expired tokens",
  debt_repayment: "Debt settled",
  void: "Calls without charge",
  refund: "Taken back with refunds",
  dispute: "Disputed payments",
};

/** `outbound_call` reads as Outbound call. */
export function serviceWords(service: string): string {
  const words = (KNOWN_SERVICES[service] ?? service).replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const KNOWN_SERVICES: Readonly<Record<string, string>> = { sms: "SMS", ai_agent_request: "AI agent request" };

export function paymentWords({ kind, packageName, isTopUp }: StatementPayment): string {
  const what = packageName === null ? "Plan" : isTopUp ? `${packageName}, automatic top-up` : packageName;
  return `${PREFIXES[kind]}${what}`;
}

const PREFIXES = { payment: "", refund: "Refund: ", dispute: "Disputed: " } as const;

/** The part of a payment's key that the payment provider, or our own list of purchases, knows it by. */
export function paymentReference({ key }: StatementPayment): string {
  return key.slice(key.indexOf(":") + 1);
}
