import { useBillingAddress } from "../../lib/billing-address.tsx";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { USUAL_DRAFT, writeDraft } from "./calculator-draft.ts";

export const CALCULATOR_ID = "calculator";
const words = sellingStrings.calculator;

/** Opens and closes the calculator; whether it is open stands in the address with what it works out. */
export function CalculatorToggle() {
  const { search, change } = useBillingAddress();
  const isOpen = search.calc !== undefined;
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={isOpen ? CALCULATOR_ID : undefined}
      className="link no-print ms-auto min-h-6 text-table max-sm:ms-0"
      onClick={() => change({ calc: isOpen ? undefined : writeDraft(USUAL_DRAFT) })}
    >
      {isOpen ? words.close : words.open}
    </button>
  );
}
