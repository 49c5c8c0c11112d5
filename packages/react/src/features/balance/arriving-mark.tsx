import { formatTokens } from "../../lib/format-number.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { useArriving } from "../../lib/use-purchases.ts";

const words = sellingStrings.buying;

/** What a payment will add, as a ghost beside the figure: it is told apart from what can be spent. */
export default function ArrivingMark() {
  const tokens = useArriving().reduce((sum, { total }) => sum + Math.round(total * 1e6), 0) / 1e6;
  if (tokens === 0) return null;
  return (
    <span
      title={words.arrivingHint}
      data-testid="arriving"
      className="rounded-full border border-dashed border-line-strong px-2.5 text-table leading-6 text-ink-2"
    >
      {words.arriving(formatTokens(tokens, { digits: 1 }))}
    </span>
  );
}
