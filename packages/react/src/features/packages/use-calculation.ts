import { useDeferredValue, useMemo } from "react";
import { trpc } from "../../lib/trpc.ts";
import { usePackages, usePlans } from "../../lib/use-catalogue.ts";
import { type Calculation, calculate } from "./calculate.ts";
import type { CalculatorDraft } from "./calculator-draft.ts";

/** The month of a draft, by the business's own rates; null until the catalogue is there. Typing does not wait for it. */
export function useCalculation(draft: CalculatorDraft): Calculation | null {
  const asked = useDeferredValue(draft);
  const rates = trpc.rates.list.useQuery(undefined, { staleTime: 10 * 60_000 }).data?.rates;
  const { plans } = usePlans();
  const { packages } = usePackages();
  return useMemo(
    () =>
      rates === undefined || plans === null || packages === null ? null : calculate(asked, { rates, plans, packages }),
    [asked, rates, plans, packages],
  );
}
