import { formatTokens } from "../../lib/format-number.ts";
import { strings } from "../../lib/strings.ts";

/** Three sums of what was spent, so that the figure above has a pace. */
export function SpentCard({ spent }: { spent: { today: number; week: number; month: number } | null }) {
  const words = strings.balance;
  const sums = [
    { label: words.spentToday, tokens: spent?.today },
    { label: words.spentWeek, tokens: spent?.week },
    { label: words.spentMonth, tokens: spent?.month },
  ];
  return (
    <section aria-label={words.spent} className="border-t border-line pt-4">
      <dl className="grid grid-cols-3 gap-4 max-sm:grid-cols-1 max-sm:gap-1">
        {sums.map(({ label, tokens }) => (
          <div key={label} className="max-sm:flex max-sm:items-baseline max-sm:justify-between">
            <dt className="text-meta text-ink-3">{label}</dt>
            <dd className="mt-0.5 text-field font-medium">
              {tokens === undefined ? (
                <span className="skeleton my-1 h-4 w-16" />
              ) : (
                formatTokens(tokens, { digits: 1, atLeast: 1 })
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
