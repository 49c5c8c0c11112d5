import type { ReactNode } from "react";
import { formatMoney } from "../../lib/format-money.ts";
import { formatTokens } from "../../lib/format-number.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { Package } from "../../lib/use-catalogue.ts";

const words = sellingStrings.packages;

/** What buying the chosen package means, beside the button that does it. */
export function PurchaseStrip({
  chosen,
  total,
  runOut,
  action,
}: {
  chosen: Package;
  /** Tokens there are now; null while unknown. */
  total: number | null;
  /** Until when they would last; null while unknown. */
  runOut: string | null;
  action: ReactNode;
}) {
  const tokens = formatTokens(chosen.tokens, { digits: 0 });
  return (
    <div className="purchase-strip">
      <dl>
        <Item name={words.strip.get}>
          {chosen.bonus > 0
            ? words.withBonus(tokens, formatTokens(chosen.bonus, { digits: 0 }))
            : words.noBonusGet(tokens)}
          <span className="block text-meta text-ink-3">{words.neverExpire}</span>
        </Item>
        <Item name={words.strip.total}>
          <span className="font-semibold">{formatMoney(chosen.price)}</span>{" "}
          <span className="block text-meta text-ink-3">{words.tax}</span>
        </Item>
        <Item name={words.strip.after}>
          {total === null ? words.none : words.after(formatTokens(total + chosen.total, { digits: 1 }))}
          <span className="block min-h-4 text-meta text-ink-3">{runOut}</span>
        </Item>
      </dl>
      {action}
    </div>
  );
}

function Item({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-meta text-ink-3">{name}</dt>
      <dd className="mt-1 max-sm:mt-0">{children}</dd>
    </div>
  );
}
