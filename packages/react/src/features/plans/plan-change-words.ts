import { formatMoney, formatPrice } from "../../lib/format-money.ts";
import { formatDate } from "../../lib/format-time.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { PlanPreview } from "./use-plan-change.ts";

const { change: words, every } = sellingStrings.plans;

type When = { readonly timeZone: string; readonly now: Date };

/** The words on the button: the amount where money moves now, the day where it waits. */
export function confirmText(
  { action, money, tokens }: PlanPreview,
  { name, timeZone, now }: When & { readonly name: string },
): string {
  switch (action) {
    case "create":
      return words.confirm.create(formatMoney(money.dueNow));
    case "pay":
      return words.confirm.pay;
    case "upgrade":
      return money.dueNow.amount > 0 ? words.confirm.upgrade(formatMoney(money.dueNow)) : words.confirm.upgradeFree;
    case "downgrade":
      return words.confirm.downgrade(formatDate(new Date(tokens.from), timeZone, now));
    case "resume":
      return words.confirm.resume(name);
  }
}

/** What a person agrees to: what is paid now, and what comes by itself afterwards. */
export function consentText({ interval, money }: PlanPreview, { timeZone, now }: When): string {
  const due = formatMoney(money.dueNow);
  if (money.next === null) return words.consent.now(due);
  const date = formatDate(new Date(money.next.at), timeZone, now);
  if (money.next.amount.amount !== money.dueNow.amount)
    return words.consent.nextIs(due, formatMoney(money.next.amount), date);
  return words.consent.create(due, `${formatPrice(money.next.amount)} ${every[interval]}`);
}
