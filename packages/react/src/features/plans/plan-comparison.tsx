import type { ReactNode } from "react";
import { formatMoney, formatPerToken } from "../../lib/format-money.ts";
import { formatCount, formatTokens } from "../../lib/format-number.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { Plan } from "../../lib/use-catalogue.ts";

const words = sellingStrings.plans;

/** Every fact of every plan in one table, a row each: what the columns above only say as a difference. */
export default function PlanComparison({ id, plans }: { id: string; plans: readonly Plan[] }) {
  const isSoldByYear = plans.some(({ yearlyPrice }) => yearlyPrice !== null);
  const { compare } = words;
  const rows: readonly (readonly [name: string, cell: (plan: Plan) => ReactNode])[] = [
    [compare.price, ({ price }) => (price === null ? words.custom : formatMoney(price))],
    ...(isSoldByYear
      ? [
          [
            compare.yearlyPrice,
            ({ yearlyPrice }: Plan) => (yearlyPrice === null ? words.none : formatMoney(yearlyPrice)),
          ] as const,
        ]
      : []),
    [words.facts.tokens, tokensOf],
    [words.facts.perToken, perTokenOf],
    [compare.agents, ({ entitlements }) => limitOf(entitlements.agents)],
    [compare.concurrentCalls, ({ entitlements }) => limitOf(entitlements.concurrentCalls)],
    [
      compare.included,
      ({ features }) => (
        <ul className="grid gap-1 py-1">
          {features.map((feature) => (
            <li key={feature}>{words.features[feature] ?? feature}</li>
          ))}
        </ul>
      ),
    ],
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section id={id} aria-label={compare.caption} tabIndex={0} className="mt-6 overflow-x-auto">
      <table className="w-full min-w-[640px] text-table">
        <caption className="sr-only">{compare.caption}</caption>
        <thead>
          <tr className="border-b border-line-strong text-meta">
            <th scope="col" className="w-[24%] py-2 text-start font-normal text-ink-3">
              {compare.feature}
            </th>
            {plans.map((plan) => (
              <th key={plan.key} scope="col" className="px-2 py-2 text-end font-semibold">
                {words.names[plan.key] ?? plan.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, cell]) => (
            <tr key={name} className="border-b border-line align-top">
              <th scope="row" className="py-2 text-start font-normal">
                {name}
              </th>
              {plans.map((plan) => (
                <td key={plan.key} className="px-2 py-2 text-end text-ink-2">
                  {cell(plan)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function tokensOf({ tokens, tokensOnce }: Plan): string {
  if (tokens === null) return words.byContract;
  return tokens === 0
    ? words.once(formatTokens(tokensOnce, { digits: 0 }))
    : words.monthly(formatTokens(tokens, { digits: 0 }));
}

function perTokenOf({ price, tokens }: Plan): string {
  if (price === null || tokens === null) return words.ownRates;
  return price.amount === 0 ? words.none : (formatPerToken(price, tokens) ?? words.none);
}

function limitOf(limit: number | null): string {
  return limit === null ? words.compare.unlimited : formatCount(limit);
}
