import { minorUnitDigits } from "@farebox/billing-core";
import type { Offer, StoredPrice } from "@farebox/db/selling";
import { businessPlanLookupKey, packageLookupKey, planLookupKey } from "../../use-cases/lookup-keys.ts";

/** An offer as the provider shall have it. */
export type WantedPrice = {
  readonly lookupKey: string;
  readonly product: { readonly id: string; readonly name: string; readonly metadata: Readonly<Record<string, string>> };
  readonly amount: number;
  readonly currency: string;
  readonly interval: "month" | "year" | null;
  /** What the price stands for; also written on the price, for whoever reads it at the provider. */
  readonly sells: StoredPrice["sells"];
  readonly businessId: string | null;
};

export function toWantedPrice(offer: Offer): WantedPrice {
  const { kind, key, price, interval, businessPlan } = offer;
  const named = businessPlan === null ? `${kind}_${key}` : `business_plan_${businessPlan.id}`;
  return {
    lookupKey: lookupKeyOf(offer),
    product: {
      id: `farebox_${named}`,
      name: offer.name,
      metadata: {
        [kind === "package" ? "farebox_package" : "farebox_plan"]: key,
        ...(businessPlan !== null && { farebox_business_id: businessPlan.businessId }),
      },
    },
    amount: price.amount,
    currency: price.currency,
    interval,
    sells:
      interval === null
        ? { kind: "package", packageKey: key, tokens: offer.tokens, bonus: offer.bonus }
        : { kind: "plan", planKey: key, interval, tokensMonthly: offer.tokens, rolloverCap: offer.rolloverCap },
    businessId: businessPlan?.businessId ?? null,
  };
}

function lookupKeyOf({ key, interval, businessPlan }: Offer): string {
  if (interval === null) return packageLookupKey(key);
  return businessPlan === null
    ? planLookupKey({ key, interval })
    : businessPlanLookupKey({ ...businessPlan, interval });
}

/** The meaning as the provider keeps it beside its price. */
export function metadataOf({ sells, businessId }: WantedPrice): Record<string, string> {
  return {
    ...(sells.kind === "plan"
      ? {
          farebox_plan: sells.planKey,
          farebox_tokens_monthly_micro: String(sells.tokensMonthly),
          farebox_rollover_cap_micro: String(sells.rolloverCap),
        }
      : {
          farebox_package: sells.packageKey,
          farebox_tokens_micro: String(sells.tokens),
          farebox_bonus_micro: String(sells.bonus),
        }),
    ...(businessId !== null && { farebox_business_id: businessId }),
  };
}

/** Why the provider could not charge this amount; null when it can. Of three digits after the point it takes two. */
export function whyNotChargeable({ amount, currency }: Pick<WantedPrice, "amount" | "currency">): string | null {
  return minorUnitDigits(currency) === 3 && amount % 10 !== 0
    ? "the last of three digits after the point must be 0"
    : null;
}
