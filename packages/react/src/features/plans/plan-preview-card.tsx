import type { ReactNode } from "react";
import { classNames } from "../../lib/class-names.ts";
import { formatMoney } from "../../lib/format-money.ts";
import { formatTokens } from "../../lib/format-number.ts";
import { formatClock, formatDate } from "../../lib/format-time.ts";
import { nameLine } from "../../lib/line-name.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { endSentence } from "../../lib/strings/end-sentence.ts";
import type { PlanPreview } from "./use-plan-change.ts";

const words = sellingStrings.plans.change;

/** Money as the payment provider counts it, line by line; tokens as the rules give them. */
export function PlanPreviewCard({
  preview: { action, money, tokens },
  timeZone,
  now,
  receivedAt,
  isOld,
}: {
  preview: PlanPreview;
  timeZone: string;
  now: Date;
  receivedAt: number;
  isOld: boolean;
}) {
  const from = new Date(tokens.from);
  const isLater = action === "downgrade" || action === "resume";
  return (
    <>
      <h3 className="text-meta text-ink-3">{words.money}</h3>
      <dl className="mb-4 text-table">
        {!isLater &&
          money.lines.map((line) => (
            <Row key={`${line.description} ${line.start} ${line.amount.amount}`} name={nameLine(line.description)}>
              {formatMoney(line.amount)}
            </Row>
          ))}
        {money.tax.amount > 0 && <Row name={words.tax}>{formatMoney(money.tax)}</Row>}
        <Row name={words.dueNow} isSum>
          {formatMoney(money.dueNow)}
        </Row>
        {money.next !== null && (
          <Row name={words.next(formatDate(new Date(money.next.at), timeZone, now))}>
            {formatMoney(money.next.amount)}
          </Row>
        )}
      </dl>
      <h3 className="text-meta text-ink-3">{words.tokens}</h3>
      <p className="mt-1 text-table">
        {tokens.now > 0 && (
          <span className="font-medium">{words.tokensNow(formatTokens(tokens.now, { digits: 1 }))}. </span>
        )}
        {endSentence(
          words.tokensMonthly(
            formatTokens(tokens.monthly, { digits: 0 }),
            isLater ? formatDate(from, timeZone, now) : null,
          ),
        )}
      </p>
      <p className="mt-1 text-table text-ink-2">{words.stays}</p>
      <p className={classNames("mt-3 text-meta", isOld ? "text-warn" : "text-ink-3")}>
        {isOld ? words.old : words.asOf(formatClock(new Date(receivedAt), timeZone))}
      </p>
    </>
  );
}

function Row({ name, isSum = false, children }: { name: string; isSum?: boolean; children: ReactNode }) {
  return (
    <div className={classNames("flex justify-between gap-4 border-b border-line py-1.5", isSum && "font-semibold")}>
      <dt>{name}</dt>
      <dd className="shrink-0 text-end">{children}</dd>
    </div>
  );
}
