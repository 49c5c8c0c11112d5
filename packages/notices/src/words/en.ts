import type { GrantSource, NoticePayloads, PlanNews } from "@farebox/billing-core";
import type { Amount } from "../notice-format.ts";

const tokens = ({ text, value }: Amount) => `${text} ${value === 1 ? "token" : "tokens"}`;
/** The titles, the sentence and the advice of one thing that can be said. */
type Said = { readonly title: string; readonly lead: string; readonly advice: string };
type Plans = { readonly plan: string; readonly other: string; readonly day: string };
type PauseReason = NoticePayloads["top_up_paused"]["reason"];

export const english = {
  tokens,
  duration: (minutes: string | null, seconds: string) =>
    minutes === null ? `${seconds} s` : `${minutes} min ${seconds} s`,
  never: "never",
  /** Names of what is used; what is not here is called by its key. */
  services: {
    outbound_call: "Outbound call",
    inbound_call: "Inbound call",
    ai_agent_request: "Agent request",
    sms: "SMS",
    transcription: "Transcription",
  } as Readonly<Record<string, string>>,
  /** Why a bank declined, where it said something a person can act on. */
  declines: {
    insufficient_funds: "insufficient funds",
    expired_card: "the card has expired",
    lost_card: "the card was reported",
    stolen_card: "the card was reported",
    incorrect_cvc: "the security code is wrong",
    processing_error: "the bank had a problem; it may work in a minute",
    authentication_required: "the bank wants to confirm it is you",
    card_velocity_exceeded: "the card is over its limit",
  } as Readonly<Record<string, string>>,
  links: {
    tokens: "Add tokens",
    balance: "See your balance",
    history: "See the history",
    usage: "See the usage",
    plan: "See your plan",
    auto: "Open automatic top-up",
    payment: "Open payment",
    pay: (amount: string) => `Pay ${amount}`,
    webhooks: "Open webhook endpoints",
  },
  facts: {
    call: "Call",
    service: "Service",
    agent: "Agent",
    began: "Began",
    ended: "Ended",
    charged: "Charged",
    tokens: "Tokens",
    bonus: "Bonus",
    toCard: "Charged to your saved card",
    amount: "Amount",
    nextAttempt: "Next attempt",
    reason: "Reason",
    expires: "Expires",
    used: "Used",
    usual: "Usual",
    usualDay: (amount: Amount) => `${tokens(amount)} a day`,
    thatIs: "That is",
    timesUsual: (factor: string) => `${factor} × the usual`,
    zone: "Time zone",
    endpoint: "Endpoint",
    lastAnswer: "Last answer",
    plan: "Plan",
    billed: "Billed",
    intervals: { month: "every month", year: "every year" },
  },
  balance: {
    overdrawn: (over: Amount): Said => ({
      title: "Your balance is overdrawn",
      lead: `You are ${tokens(over)} over.`,
      advice:
        "Work that had begun ran past your balance. The next tokens that arrive settle this first; until then new calls are refused.",
    }),
    empty: {
      title: "You are out of tokens",
      lead: "0 tokens left.",
      advice: "Calls in progress end when the tokens they hold are used; new calls are refused until you add tokens.",
    } as Said,
    low: (left: Amount, line: string): Said => ({
      title: "Your balance is low",
      lead: `${tokens(left)} left.`,
      advice: `${line} Everything goes on as before; add tokens to avoid refused calls.`,
    }),
    lines: {
      tokens: (line: string) => `That is below your line of ${line}.`,
      percent: (share: string, month: string) =>
        `That is less than ${share} of the ${month} that your plan brings a month.`,
      hours: (hours: string) => `At your pace they last about ${hours} hours.`,
    },
    captions: { tokens: "tokens", left: "tokens left" },
  },
  holdAbandoned: (cost: { readonly after: string; readonly charged: Amount } | null): Said => ({
    title: "A call fell silent",
    lead:
      cost === null
        ? "A call stopped reporting before its first second. It cost nothing."
        : `A call stopped reporting after ${cost.after} and cost ${tokens(cost.charged)} up to there.`,
    advice:
      "If it went on, report its end within 35 days and the difference is settled. Further calls that fall silent within the hour are listed on the page and not mailed.",
  }),
  topUpCharged: (total: Amount, money: string): Said => ({
    title: "Automatic top-up added tokens",
    lead: `${tokens(total)} were added for ${money}.`,
    advice: "They do not expire. The receipt is among your invoices.",
  }),
  topUpPaused: {
    titles: { off: "Automatic top-up was turned off", paused: "Automatic top-up is paused" },
    lead: (why: string, decline: string) => `${why}${decline}. Nothing was added.`,
    why: {
      declined: "Your bank declined the charge",
      monthly_cap: "One more package would cost more than you allow a month",
      too_many_today: "It has charged as often today as it may",
      card_missing: "There is no saved card to charge",
      action_required: "Your bank wants you to confirm the charge",
    } satisfies Record<PauseReason, string> as Readonly<Record<PauseReason, string>>,
    callsGoOn: "Your calls are not affected until the balance reaches 10.",
    turnOn: "Check the card, then turn it on again.",
    goesOn: "It goes on when this is settled.",
    triesAgain: (time: string) => `It tries again after ${time}.`,
  },
  grantAdjusted: (given: Amount, isPromotion: boolean, until: string | null): Said => ({
    title: `${tokens(given)} ${given.value === 1 ? "was" : "were"} added`,
    lead: isPromotion ? "They come from a promotion." : "They correct your balance.",
    advice: until === null ? "They do not expire." : `They can be spent until ${until}.`,
  }),
  grantExpiring: (left: Amount, source: GrantSource, day: string, time: string): Said => {
    const what = `${left.text}${SOURCES[source]} ${left.value === 1 ? "token" : "tokens"}`;
    return {
      title: `${what} expire on ${day}`,
      lead: `${what} can be spent until ${time}.`,
      advice: "They are used before tokens that last longer. What you purchased does not expire.",
    };
  },
  plan: {
    subscribed: ({ plan, day }) => ({
      title: `${plan} is active`,
      lead: `You are on ${plan} since ${day}.`,
      advice: "Its tokens arrive every month, beginning with this one.",
    }),
    upgraded: ({ plan, other, day }) => ({
      title: `You moved to ${plan}`,
      lead: `${other} became ${plan} on ${day}.`,
      advice: "The tokens that this month still brings are added now. Purchased tokens stay.",
    }),
    downgrade_scheduled: ({ plan, other, day }) => ({
      title: `${plan} changes to ${other} on ${day}`,
      lead: `${plan} stays as it is until ${day}, then it is ${other}.`,
      advice: "Until then you can take it back. Purchased tokens stay.",
    }),
    downgraded: ({ plan, other, day }) => ({
      title: `${other} became ${plan}`,
      lead: `You are on ${plan} since ${day}.`,
      advice: "Purchased tokens stay.",
    }),
    cancel_scheduled: ({ plan, day }) => ({
      title: `${plan} ends on ${day}`,
      lead: `${plan} stays as it is until ${day}, then it ends.`,
      advice: "You keep your purchased tokens; plan tokens expire that day. Until then you can take it back.",
    }),
    resumed: ({ plan }) => ({
      title: `${plan} goes on`,
      lead: `${plan} does not end.`,
      advice: "It renews as before.",
    }),
    ended: ({ plan, day }) => ({
      title: `${plan} ended`,
      lead: `${plan} ended on ${day}.`,
      advice: "You keep your purchased tokens, and calls go on while they last.",
    }),
  } as Readonly<Record<PlanNews, (names: Plans) => Said>>,
  planDays: { since: "Since", changes: "Changes on", ends: "Ends on", ended: "Ended on" },
  paymentFailed: (amount: string, decline: string) => ({
    title: `A payment of ${amount} failed`,
    lead: `Your bank declined the ${amount} charge${decline}. Nothing was added.`,
  }),
  afterFailure: {
    nextTry: (day: string) => `We try again on ${day}.`,
    goOn: "Your tokens stay yours and calls go on while they last.",
    otherCard: "Try another card.",
    payNow: "You can pay it now, with the same or another card.",
  },
  unusualDay: (charged: Amount, usual: Amount, day: string): Said => ({
    title: `Unusual use on ${day}`,
    lead: `${tokens(charged)} were used on ${day}. A usual day takes ${usual.text}.`,
    advice:
      "If you did not expect it, see which service and which agent it was. A daily cap refuses new calls beyond it and lets calls in progress finish.",
  }),
  webhookDisabled: (host: string | null, isGone: boolean): Said => {
    const place = host === null ? "one of your addresses" : host;
    return {
      title: "A webhook endpoint was turned off",
      lead: isGone
        ? `The endpoint at ${place} answered that it is gone for good.`
        : `Nothing reached the endpoint at ${place} for days.`,
      advice:
        "Nothing is sent there any more. What was not delivered stays in its log and can be sent again once it is turned on.",
    };
  },
};

export type NoticeWords = typeof english;

const SOURCES = {
  trial: " trial",
  plan: " plan",
  purchase: " purchased",
  bonus: " bonus",
  promotion: " promotion",
  adjustment: "",
  top_up: " purchased",
} as const satisfies Record<GrantSource, string>;
