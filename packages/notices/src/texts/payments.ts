import type { NoticeText, Writing } from "../describe-notice.ts";
import type { NoticeData } from "../notice-data.ts";
import type { NoticeWords } from "../words/en.ts";

export function describeTopUpCharged(
  { tokens, bonus, money }: NoticeData<"top_up_charged">,
  { words, format }: Writing,
): NoticeText {
  const price = format.money(money);
  return {
    ...words.topUpCharged(format.tokens(tokens + bonus), price),
    facts: [
      [words.facts.tokens, format.tokens(tokens).text],
      ...(bonus === 0 ? [] : [[words.facts.bonus, format.tokens(bonus).text] as const]),
      [words.facts.toCard, price],
    ],
    link: { label: words.links.balance, section: "balance" },
  };
}

export function describeTopUpPaused(
  { reason, declineCode, pausedUntil, isTurnedOff }: NoticeData<"top_up_paused">,
  { words, format }: Writing,
): NoticeText {
  const { titles, lead, why, callsGoOn, turnOn, goesOn, triesAgain } = words.topUpPaused;
  const next = isTurnedOff ? turnOn : pausedUntil === null ? goesOn : triesAgain(format.time(pausedUntil));
  return {
    title: isTurnedOff ? titles.off : titles.paused,
    lead: lead(why[reason], toDecline(declineCode, words)),
    advice: `${callsGoOn} ${next}`,
    facts: [],
    link: { label: words.links.auto, section: "auto" },
  };
}

export function describePaymentFailed(
  { money, payUrl, declineCode, nextAttemptAt }: NoticeData<"payment_failed">,
  { words, format }: Writing,
): NoticeText {
  const amount = format.money(money);
  const { nextTry, goOn, otherCard, payNow } = words.afterFailure;
  const day = nextAttemptAt === null ? null : format.day(nextAttemptAt);
  return {
    ...words.paymentFailed(amount, toDecline(declineCode, words)),
    advice: [...(day === null ? [] : [nextTry(day)]), goOn, payUrl === null ? otherCard : payNow].join(" "),
    facts: [[words.facts.amount, amount], ...(day === null ? [] : [[words.facts.nextAttempt, day] as const])],
    link:
      payUrl === null
        ? { label: words.links.payment, section: "payment" }
        : { label: words.links.pay(amount), url: payUrl },
  };
}

/** In brackets, where the bank said something that a person can act on. */
function toDecline(code: string | null, { declines }: NoticeWords): string {
  const why = code === null ? undefined : declines[code];
  return why === undefined ? "" : ` (${why})`;
}
