import { CALL_FLOOR, toTokens } from "@farebox/billing-core";
import { formatMoney, moneyText, parseMoney } from "../../lib/format-money.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { Package } from "../../lib/use-catalogue.ts";
import type { TopUp } from "../../lib/use-top-up.ts";

/** A rule as it is being written. */
export type TopUpDraft = { readonly below: string; readonly packageKey: string; readonly cap: string };
export type DraftErrors = { readonly below?: string; readonly package?: string; readonly cap?: string };
export type CheckedDraft = { readonly belowTokens: number; readonly chosen: Package; readonly monthlyCap: number };

const words = sellingStrings.automatic.errors;
const USUAL_BELOW = 500;
const USUAL_TIMES = 3;
const MOST_TOKENS = 8_000_000_000;

/** The rule in force as text, or a sensible one to begin with: three packages a month at most. */
export function toDraft(topUp: TopUp, packages: readonly Package[]): TopUpDraft {
  const chosen = packages.find(({ key }) => key === topUp.package) ?? packages[1] ?? packages[0];
  const usual = chosen && { amount: chosen.price.amount * USUAL_TIMES, currency: chosen.price.currency };
  const cap = topUp.monthlyCap ?? usual;
  return {
    below: String(topUp.package === null ? USUAL_BELOW : topUp.belowTokens),
    packageKey: chosen?.key ?? "",
    cap: cap === undefined ? "" : moneyText(cap),
  };
}

/** What is written, or what is wrong with it, by field. The API checks the same again. */
export function checkDraft(
  draft: TopUpDraft,
  packages: readonly Package[],
):
  | { readonly checked: CheckedDraft; readonly errors: null }
  | { readonly checked: null; readonly errors: DraftErrors } {
  const chosen = packages.find(({ key }) => key === draft.packageKey);
  const belowTokens = readBelow(draft.below);
  const monthlyCap = chosen === undefined ? null : parseMoney(draft.cap, chosen.price.currency);
  const isCapEnough = chosen !== undefined && monthlyCap !== null && monthlyCap >= chosen.price.amount;
  if (chosen !== undefined && belowTokens !== null && monthlyCap !== null && isCapEnough)
    return { checked: { belowTokens, chosen, monthlyCap }, errors: null };
  return {
    checked: null,
    errors: {
      ...(belowTokens === null && { below: words.below }),
      ...(chosen === undefined
        ? { package: words.package }
        : !isCapEnough && { cap: words.cap(formatMoney(chosen.price)) }),
    },
  };
}

export function isSameDraft(left: TopUpDraft, right: TopUpDraft): boolean {
  return left.below === right.below && left.packageKey === right.packageKey && left.cap === right.cap;
}

function readBelow(text: string): number | null {
  const digits = text.replace(/[\s,]/g, "");
  if (!/^\d+(\.\d{1,6})?$/.test(digits)) return null;
  const tokens = Number(digits);
  return tokens >= toTokens(CALL_FLOOR) && tokens <= MOST_TOKENS ? tokens : null;
}
