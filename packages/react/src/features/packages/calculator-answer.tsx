import { Amount } from "../../components/amount.tsx";
import { RowsSkeleton } from "../../components/rows-skeleton.tsx";
import { formatMoney } from "../../lib/format-money.ts";
import { formatCount, formatTokens } from "../../lib/format-number.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { Calculation } from "./calculate.ts";

const words = sellingStrings.calculator;

/** The month in tokens, service by service, and the cheapest ways to buy it. */
export function CalculatorAnswer({ calculation }: { calculation: Calculation | null }) {
  if (calculation === null)
    return (
      <div className={BESIDE}>
        <RowsSkeleton count={4} />
      </div>
    );
  const { perMonth, lines, unpriced } = calculation;
  return (
    <div className={BESIDE}>
      <p role="status" className="text-table text-ink-2">
        {words.perMonth}
        <span className="block text-page font-semibold text-ink">{formatTokens(perMonth, { digits: 1 })}</span>
      </p>
      <table className="mt-2 w-full text-table">
        <thead className="sr-only">
          <tr>
            <th scope="col">{words.lines.service}</th>
            <th scope="col">{words.lines.events}</th>
            <th scope="col">{words.lines.tokens}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ service, events, tokens }) => (
            <tr key={service} className="border-t border-line">
              <th scope="row" className="py-1.5 text-start font-normal">
                {pageStrings.usage.services[service] ?? service}
              </th>
              <td className="text-end text-ink-3">{formatCount(events)}</td>
              <td className="text-end">
                <Amount tokens={tokens} digits={1} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {unpriced.length > 0 && (
        <p className="mt-2 text-meta text-ink-3">
          {words.unpriced(unpriced.map((service) => pageStrings.usage.services[service] ?? service).join(", "))}
        </p>
      )}
      <Ways calculation={calculation} />
    </div>
  );
}

function Ways({ calculation: { mix, way } }: { calculation: Calculation }) {
  if (mix === null)
    return <p className="mt-4 border-t border-line-strong pt-3 text-table text-ink-2">{words.nothing}</p>;
  const packs = mix.packages.map(({ key, count }) => words.packs(formatCount(count), namePackage(key), count !== 1));
  const plan = mix.plan === null ? [] : [words.plan(namePlan(mix.plan))];
  return (
    <dl className="mt-3 grid gap-3 border-t border-line-strong pt-3 text-table">
      <div>
        <dt className="text-ink-2">{words.cheapest}</dt>
        <dd>
          <span className="font-semibold">{formatMoney(mix.price)}</span> · {words.joined([...plan, ...packs])}
        </dd>
        <dd className="text-meta text-ink-3">
          {words.cheapestPays(formatTokens(mix.tokens, { digits: 1 }), formatTokens(mix.over, { digits: 1 }))}
        </dd>
      </div>
      {way !== null && (
        <div>
          <dt className="text-ink-2">{words.average}</dt>
          <dd>
            <span className="font-semibold">{words.aMonth(formatMoney(way.average))}</span> ·{" "}
            {words.joined([
              ...(way.plan === null ? [] : [words.plan(namePlan(way.plan))]),
              ...(way.package === null ? [] : [words.packages(namePackage(way.package))]),
            ])}
          </dd>
          <dd className="text-meta text-ink-3">{words.averageHint}</dd>
        </div>
      )}
    </dl>
  );
}

function namePlan(key: string): string {
  return sellingStrings.plans.names[key] ?? key;
}

function namePackage(key: string): string {
  return sellingStrings.packages.names[key] ?? key;
}

const BESIDE = "border-s border-line bg-sunken p-6 max-lg:border-s-0 max-lg:border-t max-sm:p-4";
