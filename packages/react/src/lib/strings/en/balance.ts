import { formatOrdinal } from "../../ordinal.ts";

type Because = Readonly<
  Record<
    | "average_of_days"
    | "days_of_week_differ"
    | "not_enough_usage"
    | "tokens_expire"
    | "tokens_become_spendable"
    | "plan_renews"
    | "paid_month_begins"
    | "plan_ends"
    | "frozen_left_out"
    | "purchases_left_out",
    (facts: { tokens: string; when: string; days: string; daysWithUse: string; needed: string }) => string
  >
>;

export const balance = {
  title: "Balance",
  available: "Available now",
  tokens: "tokens",
  status: { ok: "", low: "Low", critical: "Critical", empty: "Calls refused", overdrawn: "Overdrawn" },
  suspended: "Suspended",
  live: "Live",
  everyFewSeconds: "Updates every 15 s",
  reconnecting: "Reconnecting",
  stale: (clock: string) => `Showing the ${clock} balance. Reconnecting…`,
  staleHint: "Calls go on. This figure may be behind by what they spend.",
  trial: (minutes: string) => `Trial tokens, once per business. About ${minutes} outbound minutes.`,
  low: (tokens: string, minutes: string) =>
    `${tokens} tokens left, about ${minutes} outbound minutes. Calls need 10 tokens to start.`,
  lowPlain: (tokens: string) => `${tokens} tokens left. Calls need 10 tokens to start.`,
  critical: "Calls need 10 tokens to start. Messages and requests go on until the rest is used.",
  empty: "You are out of tokens. New calls, messages and requests are refused until tokens are added.",
  overdrawn: (tokens: string) =>
    `You are ${tokens} tokens over: work that had already happened ran past your balance. The next tokens you get settle this first.`,
  heldOnly:
    "All your tokens are held for calls in progress. They end when those are used; new calls, messages and requests are refused until tokens are added.",
  runsOut: (minutes: string) => `Runs out in about ${minutes} min at the current call rate.`,
  runsOutNow: "Runs out in less than a minute at the current call rate.",
  suspendedText:
    "This business is suspended: new work is refused. Calls in progress finish. Your tokens and your history stay.",
  failed: "We could not load your balance. Your calls are not affected.",
  failedWithAge: (clock: string) => `We could not refresh your balance. Showing ${clock}. Your calls are not affected.`,
  forecast: {
    until: (day: string) => `Lasts until about ${day}`,
    days: (count: string, many: boolean) => `${count} ${many ? "days" : "day"}`,
    daysBetween: (first: string, last: string) => `${first}–${last} days`,
    daysOrMore: (count: string) => `${count} days or more`,
    hours: (count: string) => `Lasts about ${count} h at this pace`,
    beyond: "More than 90 days at this pace",
    unknown: "Not enough usage to estimate how long they last",
    why: "Why",
    today: "Today",
    failed: "We could not work out how long they last.",
    chart: (sentence: string) => `Tokens of the last 14 days and what is expected. ${sentence}`,
    becauseLittle: (days: string) => `The last ${days} days, recent ones count more: less than 1 token a day.`,
    because: {
      average_of_days: ({ days, tokens }) => `The last ${days} days, recent ones count more: ${tokens} tokens a day.`,
      days_of_week_differ: () => "Days of the week differ, and are told apart.",
      not_enough_usage: ({ daysWithUse, needed }) => `Used on ${daysWithUse} days so far; ${needed} are needed.`,
      tokens_expire: ({ tokens, when }) => `${tokens} tokens expire before they are used, ${when}.`,
      tokens_become_spendable: ({ tokens, when }) => `${tokens} tokens can be spent from ${when}.`,
      plan_renews: ({ tokens, when }) => `The plan renews ${when} and brings ${tokens} tokens, if its invoice is paid.`,
      paid_month_begins: ({ tokens, when }) => `A month that is paid begins ${when} and brings ${tokens} tokens.`,
      plan_ends: ({ when }) => `The plan ends ${when}.`,
      frozen_left_out: ({ tokens }) => `Without ${tokens} tokens that are frozen.`,
      purchases_left_out: () => "Without what you or automatic top-up may buy.",
    } as Because,
  },
  equivalents: {
    outbound_call: (amount: string) => ({ amount, unit: "outbound min" }),
    inbound_call: (amount: string) => ({ amount, unit: "inbound min" }),
    transcription: (amount: string) => ({ amount, unit: "transcribed min" }),
    sms: (amount: string) => ({ amount, unit: "SMS" }),
    ai_agent_request: (amount: string) => ({ amount, unit: "agent requests" }),
  } as Readonly<Record<string, (amount: string) => { amount: string; unit: string }>>,
  equivalentsLead: "Enough for about",
  chooseEquivalents: "Choose what to compare with",
  comesFrom: "Where it comes from",
  order: "Used in this order: priority, soonest expiry, free before paid, oldest",
  grantColumns: { source: "Source", order: "Order", expires: "Expires", original: "Original", remaining: "Remaining" },
  sources: {
    trial: "Trial",
    plan: "Plan",
    purchase: "Purchased",
    bonus: "Bonus",
    promotion: "Promotion",
    adjustment: "Adjustment",
    top_up: "Top-up",
  } as Readonly<Record<string, string>>,
  usedAt: (order: number) => `used ${formatOrdinal(order)}`,
  expires: (date: string) => `expires ${date}`,
  neverExpires: "never expires",
  startsOn: (date: string) => `from ${date}`,
  of: (amount: string) => `of ${amount}`,
  covered: "Expired or frozen, kept for live calls",
  debt: "Over your balance",
  upcoming: "Not yet usable",
  frozen: "Frozen while a payment is disputed",
  availableRow: "Available",
  noGrants: "No tokens to spend",
  noGrantsHint: "Tokens that arrive are listed here with their expiry, in the order they are used.",
  moreGrants: (count: string) => `Show ${count} more`,
  fewerGrants: "Show fewer",
  spent: "Spent",
  spentToday: "Spent today",
  spentWeek: "Spent last 7 days",
  spentMonth: "Spent last 30 days",
  nextUp: "Next up",
  announce: (tokens: string) => `${tokens} tokens available`,
};
