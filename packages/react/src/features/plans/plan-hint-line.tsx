import { Info } from "lucide-react";
import { Icon } from "../../components/icon.tsx";
import { formatMoney } from "../../lib/format-money.ts";
import { formatTokens } from "../../lib/format-number.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { Package, Plan } from "../../lib/use-catalogue.ts";
import { compareMixes, type Mix } from "./plan-hint.ts";

const words = sellingStrings.plans;

/** The cheapest way to buy what the business uses, said also when the answer is to stay, or to have no plan. */
export function PlanHintLine({
  pace,
  plans,
  packages,
  currentKey,
}: {
  pace: number;
  plans: readonly Plan[];
  packages: readonly Package[];
  currentKey: string;
}) {
  const currency = packages[0]?.price.currency;
  const mixes = compareMixes({ pace, plans, packages });
  const [best, second] = mixes;
  if (best === undefined || currency === undefined) return null;
  const held = mixes.find(({ planKey }) => planKey === (currentKey === "free" ? null : currentKey));
  const against = held === undefined || held === best ? second : held;
  const money = (amount: number) => formatMoney({ amount, currency });
  const name = ({ planKey, packageKey }: Mix) => {
    const pack = packageKey === null ? null : (sellingStrings.packages.names[packageKey] ?? packageKey);
    const plan = planKey === null ? null : (words.names[planKey] ?? planKey);
    if (plan === null) return words.hint.packages(pack ?? "");
    return pack === null ? words.hint.plan(plan) : words.hint.planAndPackages(plan, pack);
  };
  const verdict =
    held === best
      ? best.planKey === null
        ? words.hint.rightPackages
        : words.hint.right(words.names[best.planKey] ?? best.planKey)
      : held === undefined
        ? ""
        : words.hint.cheaper(money(held.amount - best.amount));
  return (
    <p className="mb-4 flex max-w-3xl items-start gap-3 text-table text-ink-2">
      <Icon of={Info} className="mt-0.5 text-ink-3" />
      <span>
        {words.hint.pace(formatTokens(pace, { digits: 0 }))}{" "}
        <b className="font-semibold text-ink">{words.hint.costs(name(best), money(best.amount))}</b>
        {against !== undefined && `; ${words.hint.against(name(against), money(against.amount))}`}. {verdict}
      </span>
    </p>
  );
}
