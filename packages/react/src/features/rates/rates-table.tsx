import { affordablePeopleUnits } from "../../lib/affordable.ts";
import { formatCount, formatTokens } from "../../lib/format-number.ts";
import { formatQuantity } from "../../lib/format-quantity.ts";
import { formatPrice } from "../../lib/format-rate.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { compareServices, serviceColor } from "../../lib/services.ts";
import { strings } from "../../lib/strings.ts";
import type { RateCard } from "./use-rates.ts";

const words = pageStrings.usage;
type Rate = RateCard["rates"][number];

/** What each service costs, how it is counted, and what 100 tokens pay for. */
export function RatesTable({ rates }: { rates: RateCard["rates"] }) {
  const sorted = [...rates].sort((left, right) => compareServices(left.service, right.service));
  return (
    <table className="w-full text-table">
      <thead>
        <tr className="border-b border-line text-meta text-ink-3">
          <th scope="col" className="py-2 text-start font-normal">
            {words.rateColumns.service}
          </th>
          <th scope="col" className="py-2 text-end font-normal">
            {words.rateColumns.price}
          </th>
          <th scope="col" className="py-2 ps-12 text-start font-normal max-md:hidden">
            {words.rateColumns.counted}
          </th>
          <th scope="col" className="py-2 ps-4 text-end font-normal">
            {words.rateColumns.hundred}
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((rate) => (
          <tr key={rate.service} className="h-11 border-b border-line">
            <th scope="row" className="text-start font-normal">
              <span className="flex items-center gap-3">
                <span
                  aria-hidden="true"
                  className="swatch size-2 shrink-0 rounded-[2px]"
                  style={{ background: serviceColor(rate.service) }}
                />
                {words.services[rate.service] ?? rate.service}
              </span>
            </th>
            <td className="text-end whitespace-nowrap">{formatPrice(rate)}</td>
            <td className="ps-12 text-ink-2 max-md:hidden">{describeCounting(rate)}</td>
            <td className="ps-4 text-end whitespace-nowrap text-ink-2">{describeHundred(rate)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Whole minutes or units that 100 tokens pay for in full. */
function describeHundred(rate: Rate): string {
  const count = affordablePeopleUnits(rate, 100);
  return rate.unit === "second" ? strings.measures.minutes(formatCount(count)) : formatQuantity(count, rate.unit);
}

function describeCounting(rate: Rate): string {
  const units = strings.measures.units[rate.unit];
  const counted =
    rate.unit !== "second"
      ? words.byUnit(units?.one ?? rate.unit)
      : rate.initialIncrement === 1 && rate.nextIncrement === 1
        ? words.bySecond
        : words.bySteps(formatCount(rate.initialIncrement), formatCount(rate.nextIncrement));
  const extras = [
    rate.connectFee > 0 && words.connectFee(formatTokens(rate.connectFee, { digits: 6 })),
    rate.minimum > 0 && words.minimum(formatTokens(rate.minimum, { digits: 6 })),
    rate.freeUnits > 0 && words.freeUnits(formatCount(rate.freeUnits), units?.other ?? rate.unit),
  ];
  return [counted, ...extras.filter(Boolean)].join(", ");
}
