import { Info } from "lucide-react";
import { Icon } from "../../components/icon.tsx";
import { formatMoney } from "../../lib/format-money.ts";
import { formatTokens } from "../../lib/format-number.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { judgeWays, type Way } from "./judge-ways.ts";
import type { PlanHint } from "./use-plan-hint.ts";

const words = sellingStrings.plans;

/** The cheapest way to buy what the business uses, said also when the answer is to stay, or to have no plan. */
export function PlanHintLine({ hint, currentKey }: { hint: PlanHint; currentKey: string }) {
  const judged = judgeWays(hint, currentKey);
  if (judged === null) return null;
  const { best, against, saving, isHeld, breakEven } = judged;
  const verdict = isHeld
    ? best.plan === null
      ? words.hint.rightPackages
      : words.hint.right(namePlan(best.plan))
    : saving === null
      ? ""
      : words.hint.cheaper(formatMoney(saving));
  return (
    <p className="mb-4 flex max-w-3xl items-start gap-3 text-table text-ink-2">
      <Icon of={Info} className="mt-0.5 text-ink-3" />
      <span>
        {words.hint.pace(formatTokens(hint.perMonth, { digits: 0 }))}{" "}
        <b className="font-semibold text-ink">{words.hint.costs(nameWay(best), formatMoney(best.average))}</b>
        {against !== null && words.hint.other(words.hint.against(nameWay(against), formatMoney(against.average)))}.{" "}
        {verdict}{" "}
        {breakEven !== null &&
          words.hint.breakEven(
            namePlan(breakEven.plan),
            formatTokens(breakEven.above, { digits: 0 }),
            namePackage(breakEven.package),
          )}
      </span>
    </p>
  );
}

function nameWay({ plan, package: pack }: Way): string {
  if (plan === null) return words.hint.packages(pack === null ? "" : namePackage(pack));
  return pack === null
    ? words.hint.plan(namePlan(plan))
    : words.hint.planAndPackages(namePlan(plan), namePackage(pack));
}

function namePlan(key: string): string {
  return words.names[key] ?? key;
}

function namePackage(key: string): string {
  return sellingStrings.packages.names[key] ?? key;
}
