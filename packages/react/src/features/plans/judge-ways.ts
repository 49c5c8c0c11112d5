import { FREE_PLAN_KEY } from "@farebox/billing-core";
import type { Money } from "../../lib/format-money.ts";
import type { PlanHint } from "./use-plan-hint.ts";

export type Way = PlanHint["ways"][number];

export type JudgedWays = {
  readonly best: Way;
  /** What it is compared with: the way the business goes now; where that is the best, the next one. */
  readonly against: Way | null;
  readonly isHeld: boolean;
  /** What the best costs less a month than the way that is gone now; null when that is the best, or is none of them. */
  readonly saving: Money | null;
  /** From which use on a plan would win over the packages that win now. */
  readonly breakEven: { readonly plan: string; readonly package: string; readonly above: number } | null;
};

/** How the ways to a month stand to the one that the business goes; null when there is none. */
export function judgeWays(
  { ways, plans, perMonth }: Pick<PlanHint, "ways" | "plans" | "perMonth">,
  currentKey: string,
): JudgedWays | null {
  const [best, second] = ways;
  if (best === undefined || perMonth === 0) return null;
  const held = ways.find(({ plan }) => plan === (currentKey === FREE_PLAN_KEY ? null : currentKey));
  const isHeld = held === best;
  return {
    best,
    against: (isHeld ? second : (held ?? second)) ?? null,
    isHeld,
    saving:
      isHeld || held === undefined
        ? null
        : { amount: held.average.amount - best.average.amount, currency: best.average.currency },
    breakEven: best.plan === null && best.package !== null ? nextBreakEven(plans, best.package, perMonth) : null,
  };
}

/** The plan that wins first if more is used. */
function nextBreakEven(plans: PlanHint["plans"], pack: string, perMonth: number): JudgedWays["breakEven"] {
  const above = plans.flatMap(({ key, breakEvens }) =>
    breakEvens
      .filter((one) => one.package === pack && one.above > perMonth)
      .map((one) => ({ plan: key, package: pack, above: one.above })),
  );
  return above.reduce<JudgedWays["breakEven"]>(
    (least, one) => (least === null || one.above < least.above ? one : least),
    null,
  );
}
