import { type AccountDraft, type GrantDraft, rememberedBy } from "../../account-draft.ts";
import type { ApplyFactCommand } from "../../commands.ts";
import type { BillingError } from "../../errors.ts";
import { assertNever, invariant } from "../../invariant.ts";
import { factKeyRef } from "../../keys.ts";
import type { ApplyFactOutcome } from "../../outcomes.ts";
import { factKeysOf } from "../../selling/fact-keys.ts";
import { type SellingDraft, sellingDraftOf } from "../../selling/selling-draft.ts";
import { applyDispute, applyMoneyReturned, applyPlanCredited } from "./money-returned.ts";
import { bookPlanLine } from "./plan-line-paid.ts";
import { bookPurchase } from "./purchase-paid.ts";
import { applySubscriptionState } from "./subscription-state.ts";
import type { TakenBack } from "./take-back.ts";
import { grantTokenMonth } from "./token-month-due.ts";
import { bookUpgradeLine } from "./upgrade-line-paid.ts";

/** What a fact came to: null is that it was known already. */
export type FactEffect = { readonly grants: readonly GrantDraft[]; readonly takenBack: TakenBack } | null;

/** Applies what happened at the payment provider: once, whatever is said of it again, and in any order. */
export function applyFact(draft: AccountDraft, { fact, policy }: ApplyFactCommand): ApplyFactOutcome {
  invariant(draft.account.selling !== null, "an account brings what the facts in hand are about");
  draft.selling ??= sellingDraftOf(draft.account.selling);
  const selling = draft.selling;
  const elsewhere = factKeysOf(fact).find((key) => selling.factsElsewhere.has(key));
  if (elsewhere !== undefined)
    return refused({ code: "payment_mismatch", field: "business", expected: "another business", got: elsewhere });

  const said = applied();
  if (said !== null && "code" in said) return refused(said);
  if (said !== null) draft.wrote = true;
  const taken = said?.takenBack.taken ?? 0n;
  return {
    outcome: said === null ? "replayed" : "applied",
    grants: said === null ? knownGrants(draft, factKeysOf(fact)) : said.grants.map((grant) => ({ ...grant })),
    taken: taken as TakenBack["taken"],
    shortfall: (said?.takenBack.shortfall ?? 0n) as TakenBack["shortfall"],
    balanceAfter: draft.ledgerTotal,
  };

  function applied(): FactEffect | BillingError {
    const context: FactContext = { draft, selling, policy };
    switch (fact.fact) {
      case "purchase_paid":
        return bookPurchase(context, fact);
      case "plan_line_paid":
        return bookPlanLine(context, fact);
      case "upgrade_line_paid":
        return bookUpgradeLine(context, fact);
      case "token_month_due":
        return grantTokenMonth(context, fact);
      case "money_returned":
        return applyMoneyReturned(context, fact);
      case "plan_credited":
        return applyPlanCredited(context, fact);
      case "dispute":
        return applyDispute(context, fact);
      case "subscription_state":
        return applySubscriptionState(context, fact);
      default:
        return assertNever(fact, "fact");
    }
  }
}

/** What every fact is applied to. */
export type FactContext = {
  readonly draft: AccountDraft;
  readonly selling: SellingDraft;
  readonly policy: ApplyFactCommand["policy"];
};

function knownGrants(draft: AccountDraft, keys: readonly string[]) {
  return keys.flatMap((key) => {
    const remembered = rememberedBy(draft, factKeyRef(key));
    if (remembered?.of !== "grant") return [];
    const current = draft.grants.find(({ id }) => id === remembered.grant.id) ?? remembered.grant;
    return [{ ...current }];
  });
}

function refused(error: BillingError): ApplyFactOutcome {
  return { outcome: "refused", error };
}
