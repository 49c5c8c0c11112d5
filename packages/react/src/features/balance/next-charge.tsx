import { formatMoney } from "../../lib/format-money.ts";
import { formatTokens } from "../../lib/format-number.ts";
import { formatDate } from "../../lib/format-time.ts";
import { goToSection } from "../../lib/go-to-section.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { NextEvent } from "./next-up.ts";

const words = sellingStrings.buying.next;

/** A charge that use will set off, on a day that can only be expected; or one that was declined and waits. */
export default function NextCharge({
  event,
  timeZone,
  now,
}: {
  event: Extract<NextEvent, { kind: "topUp" | "failed" }>;
  timeZone: string;
  now: Date;
}) {
  const price = event.price === null ? null : formatMoney(event.price);
  if (event.kind === "failed") {
    return (
      <>
        <span className="font-medium text-bad">{words.due}</span>
        <span>
          {event.plan === null ? words.topUpDeclined : words.planFailed(event.plan)}
          <span className="block text-meta text-ink-3">
            {words.failedText} ·{" "}
            <button
              type="button"
              className="link"
              onClick={() => goToSection(event.plan === null ? "auto" : "payment")}
            >
              {sellingStrings.banners.review}
            </button>
          </span>
        </span>
        <span className="text-end tabular-nums">{price}</span>
      </>
    );
  }
  const { bought, below, at } = event;
  const name = sellingStrings.packages.names[bought.key] ?? bought.name;
  const trigger = formatTokens(below, { digits: 1 });
  return (
    <>
      <span className="text-ink-2">
        {at === null ? `${words.topUpWhen} ${trigger}` : words.about(formatDate(at, timeZone, now))}
      </span>
      <span>
        {words.topUp(name)}
        <span className="block text-meta text-ink-3">
          {words.topUpText(formatTokens(bought.total, { digits: 0 }), trigger)}
        </span>
      </span>
      <span className="text-end tabular-nums">{price}</span>
    </>
  );
}
