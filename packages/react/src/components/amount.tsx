import { classNames } from "../lib/class-names.ts";
import { type AmountStyle, splitTokens } from "../lib/format-number.ts";

/** An amount in a column: whole part and a fraction slot of fixed width, so that decimals line up without padding zeros. */
export function Amount({
  tokens,
  digits,
  atLeast,
  sign,
  className,
}: AmountStyle & { tokens: number; digits: 1 | 3 | 6; className?: string | undefined }) {
  const { whole, fraction } = splitTokens(tokens, { digits, ...(atLeast && { atLeast }), ...(sign && { sign }) });
  return (
    <span className={classNames("amount", `slot-${digits}`, className)}>
      <span>{whole}</span>
      <span>{fraction}</span>
    </span>
  );
}
