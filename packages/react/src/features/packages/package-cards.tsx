import "./package-cards.css";
import "./package-rows.css";
import { Check } from "lucide-react";
import { useId } from "react";
import { formatMoney, formatPerToken } from "../../lib/format-money.ts";
import { formatCount, formatTokens } from "../../lib/format-number.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { Package } from "../../lib/use-catalogue.ts";
import { againstBase, coveringPackage, daysAtPace, MONTH_DAYS } from "./package-view.ts";

const words = sellingStrings.packages;

/** The packages as one choice: radio buttons underneath, so that arrow keys and names come from the browser. */
export function PackageCards({
  packages,
  chosenKey,
  pace,
  minutesFor,
  onChoose,
}: {
  packages: readonly Package[];
  chosenKey: string;
  /** Tokens used in 30 days; null when too little was used to tell. */
  pace: number | null;
  minutesFor: (tokens: number) => number | null;
  onChoose: (key: string) => void;
}) {
  const name = useId();
  const coveringKey = coveringPackage(packages, pace);
  return (
    <fieldset className="package-cards">
      <legend className="sr-only">{words.choose}</legend>
      {packages.map((one) => {
        const days = daysAtPace(one, pace);
        const minutes = minutesFor(one.total);
        const perToken = formatPerToken(one.price, one.total);
        return (
          <label key={one.key} className="package-card">
            <input
              type="radio"
              name={name}
              className="absolute opacity-0"
              checked={one.key === chosenKey}
              onChange={() => onChoose(one.key)}
            />
            <span aria-hidden="true" className="package-dot">
              <Check size={12} strokeWidth={2.5} />
            </span>
            <span className="package-what">
              <span className="package-name">{words.names[one.key] ?? one.name}</span>{" "}
              <span className="package-bonus">
                {one.bonus > 0
                  ? words.withBonus(formatTokens(one.tokens, { digits: 0 }), formatTokens(one.bonus, { digits: 0 }))
                  : words.noBonus}
              </span>
            </span>
            <span className="package-price">{formatMoney(one.price)}</span>
            <span className="package-tokens">
              {formatTokens(one.total, { digits: 0 })}{" "}
              <span className="text-table font-normal tracking-normal text-ink-2">{words.tokens}</span>
            </span>
            {perToken !== null && <span className="package-each">{words.each(perToken)}</span>}
            <span className="package-facts">
              <Fact name={words.facts.perToken} isStrong>
                {perToken ?? words.none}
              </Fact>
              <Fact name={words.facts.againstBase}>{againstBase(one, packages) ?? words.none}</Fact>
              <Fact name={words.facts.outbound}>
                {minutes === null ? words.none : words.minutes(formatCount(minutes))}
              </Fact>
              {days !== null && <Fact name={words.facts.pace}>{words.days(formatCount(days), days !== 1)}</Fact>}
            </span>
            {coveringKey !== null && (
              <span className="package-badge">{one.key === coveringKey && words.covers(formatCount(MONTH_DAYS))}</span>
            )}
          </label>
        );
      })}
    </fieldset>
  );
}

function Fact({ name, isStrong = false, children }: { name: string; isStrong?: boolean; children: string }) {
  return (
    <span className="flex justify-between gap-2">
      <span className="text-ink-3">{name}</span>
      <span className={isStrong ? "font-semibold" : undefined}>{children}</span>
    </span>
  );
}
