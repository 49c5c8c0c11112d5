import { CALL_FLOOR, toTokens } from "@farebox/billing-core";
import { formatMoney, moneyText, parseMoney } from "../../lib/format-money.ts";
import { readNumber, writeNumber } from "../../lib/read-number.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { Package } from "../../lib/use-catalogue.ts";
import type { TopUp } from "../../lib/use-top-up.ts";
import type { Mark } from "./lay-track.ts";

/** A rule as it is being written. */
export type TopUpDraft = {
  readonly enabled: boolean;
  readonly below: string;
  readonly packageKey: string;
  readonly cap: string;
};
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
    enabled: topUp.enabled,
    below: writeNumber(topUp.package === null ? USUAL_BELOW : topUp.belowTokens),
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

/** Where the rule would buy, and how many tokens; nothing while it is off or cannot be read. */
export function markOf({ enabled, below, packageKey }: TopUpDraft, packages: readonly Package[]): readonly Mark[] {
  const at = readBelow(below);
  const chosen = packages.find(({ key }) => key === packageKey);
  return enabled && at !== null && chosen !== undefined ? [{ at, adds: chosen.total }] : [];
}

/** What would be saved, in words. */
export function describeChanges(draft: TopUpDraft, saved: TopUpDraft, packages: readonly Package[]): readonly string[] {
  const { change } = sellingStrings.automatic;
  const nameOf = (key: string) =>
    sellingStrings.packages.names[key] ?? packages.find((one) => one.key === key)?.name ?? key;
  return [
    ...(draft.enabled === saved.enabled ? [] : [draft.enabled ? change.on : change.off]),
    ...(draft.below === saved.below ? [] : [change.below(saved.below, draft.below || "–")]),
    ...(draft.packageKey === saved.packageKey
      ? []
      : [change.package(nameOf(saved.packageKey), nameOf(draft.packageKey))]),
    ...(draft.cap === saved.cap ? [] : [change.cap(saved.cap || "–", draft.cap || "–")]),
  ];
}

function readBelow(text: string): number | null {
  const tokens = readNumber(text);
  if (tokens === null || Math.round(tokens * 1e6) / 1e6 !== tokens) return null;
  return tokens >= toTokens(CALL_FLOOR) && tokens <= MOST_TOKENS ? tokens : null;
}
