import type { NoticePayloads } from "@farebox/billing-core";
import { toOneLine } from "../../mail/one-line.ts";
import type { NoticeText } from "../notice-text.ts";
import { words } from "../words.ts";

export function describeTopUpCharged(paid: NoticePayloads["top_up_charged"]): NoticeText {
  const money = words.money(paid.money);
  const total = words.tokens(paid.tokensMicroTokens + paid.bonusMicroTokens);
  return {
    title: "Automatic top-up added tokens",
    lead: `${total} tokens were added for ${money}.`,
    advice: "They do not expire. The receipt is among your invoices.",
    facts: [
      ["Tokens", words.tokens(paid.tokensMicroTokens)],
      ...(paid.bonusMicroTokens === 0 ? [] : [["Bonus", words.tokens(paid.bonusMicroTokens)] as const]),
      ["Charged to your saved card", money],
    ],
    link: { label: "See your balance", section: "balance" },
  };
}

export function describeTopUpPaused(
  { reason, declineCode, pausedUntil, isTurnedOff }: NoticePayloads["top_up_paused"],
  timeZone: string,
): NoticeText {
  return {
    title: isTurnedOff ? "Automatic top-up was turned off" : "Automatic top-up is paused",
    lead: `${WHY_PAUSED[reason]}${toDecline(declineCode)}. Nothing was added.`,
    advice: [
      "Your calls are not affected until the balance reaches 10.",
      isTurnedOff
        ? "Check the card, then turn it on again."
        : pausedUntil === null
          ? "It goes on when this is settled."
          : `It tries again after ${words.time(pausedUntil, timeZone)}.`,
    ].join(" "),
    facts: [],
    link: { label: "Open automatic top-up", section: "auto" },
  };
}

const WHY_PAUSED = {
  declined: "Your bank declined the charge",
  monthly_cap: "One more package would cost more than you allow a month",
  too_many_today: "It has charged as often today as it may",
  card_missing: "There is no saved card to charge",
  action_required: "Your bank wants you to confirm the charge",
} as const satisfies Record<NoticePayloads["top_up_paused"]["reason"], string>;

export function describePaymentFailed(
  { money, payUrl, declineCode, nextAttemptAt }: NoticePayloads["payment_failed"],
  timeZone: string,
): NoticeText {
  const amount = words.money(money);
  return {
    title: `A payment of ${amount} failed`,
    lead: `Your bank declined the ${amount} charge${toDecline(declineCode)}. Nothing was added.`,
    advice: [
      nextAttemptAt === null
        ? "Your tokens stay yours and calls go on while they last."
        : `We try again on ${words.day(nextAttemptAt, timeZone)}. Your tokens stay yours and calls go on while they last.`,
      payUrl === null ? "Try another card." : "You can pay it now, with the same or another card.",
    ].join(" "),
    facts: [
      ["Amount", amount],
      ...(nextAttemptAt === null ? [] : [["Next attempt", words.day(nextAttemptAt, timeZone)] as const]),
    ],
    link: payUrl === null ? { label: "Open payment", section: "payment" } : { label: `Pay ${amount}`, url: payUrl },
  };
}

/** The provider's word, in brackets: "insufficient_funds" as "insufficient funds". */
function toDecline(code: string | null): string {
  return code === null ? "" : ` (${toOneLine(code, 60).replaceAll("_", " ")})`;
}
