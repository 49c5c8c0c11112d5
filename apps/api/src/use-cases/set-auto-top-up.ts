import { type MicroTokens, type TopUpRule, toMajorText } from "@farebox/billing-core";
import { listPackages } from "@farebox/db/reads";
import { saveTopUpRule } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { notDecided } from "../ledger/not-decided.ts";
import { ensureCustomer } from "./ensure-customer.ts";
import { findPackagePrice } from "./find-price.ts";
import { type AutoTopUp, getAutoTopUp } from "./get-auto-top-up.ts";
import { isRefusal, type Refusal, refuse, refuseFields, type Unsuccessful } from "./refusal.ts";
import { refuseSuspended } from "./refuse-suspended.ts";
import { runTopUp, type TopUpDeps } from "./run-top-up.ts";
import { tellBillingChanged } from "./tell-billing-changed.ts";
import { readTopUpStanding } from "./top-up-standing.ts";

type SetDeps = TopUpDeps & Pick<Deps, "ledger">;

/**
 * Sets the rule of automatic top-up. Turning it on is a person's consent to charges in their absence: who and when is kept.
 * While the balance is below the amount already, they say whether that means now.
 */
export async function setAutoTopUp(deps: SetDeps, asked: AskedAutoTopUp): Promise<AutoTopUp | Unsuccessful> {
  const { businessId } = asked;
  const refused = await (asked.enabled ? whyNotOn(deps, asked) : whyNotKept(deps, asked));
  if (refused !== null) return refused;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const standing = await readTopUpStanding(deps, businessId);
    if (isRefusal(standing)) return standing;
    const isBelow = standing.total < asked.below;
    if (asked.enabled && isBelow && asked.ifBelow === null)
      return refuseFields([
        { path: "ifBelow", code: "choice_needed", message: "the balance is below already: say buy_now or wait" },
      ]);
    const before = standing.stored?.rule ?? null;
    const rule: TopUpRule = {
      enabled: asked.enabled,
      below: asked.below,
      packageKey: asked.packageKey,
      monthlyCap: asked.monthlyCap,
      consent: asked.enabled ? { who: asked.requestedBy, when: standing.now } : (before?.consent ?? null),
      declinesInARow: asked.enabled ? 0 : (before?.declinesInARow ?? 0),
      pausedUntil: null,
      turnedOffReason: null,
    };
    const waitsForRise = asked.enabled && isBelow && asked.ifBelow === "wait";
    const version = standing.stored?.version ?? null;
    if (!(await saveTopUpRule(deps.db.service, { businessId, rule, version, waitsForRise }))) continue;
    if (rule.enabled && isBelow && !waitsForRise) await runTopUp(deps, businessId);
    await tellBillingChanged(deps, businessId);
    return getAutoTopUp(deps, { businessId });
  }
  return notDecided("ledger_conflict");
}

export type AskedAutoTopUp = {
  readonly businessId: string;
  readonly enabled: boolean;
  readonly below: MicroTokens;
  readonly packageKey: string;
  /** In minor units of the package's currency. */
  readonly monthlyCap: number;
  readonly ifBelow: "buy_now" | "wait" | null;
  /** Who agrees. */
  readonly requestedBy: string;
  readonly hasConsent: boolean;
  /** A program cannot agree to anything. */
  readonly isPerson: boolean;
  readonly email: string | null;
};

const MOST_ROUNDS = 5;

/** It can always be turned off, whatever has become of the package since: it only has to be one. */
async function whyNotKept({ db }: SetDeps, { packageKey }: AskedAutoTopUp): Promise<Refusal | null> {
  const known = (await listPackages(db.service)).map(({ key }) => key);
  return known.includes(packageKey) ? null : refuse({ code: "unknown_package", known });
}

async function whyNotOn(deps: SetDeps, asked: AskedAutoTopUp): Promise<Refusal | null> {
  const sold = await findPackagePrice(deps.db.service, asked.packageKey);
  if (isRefusal(sold)) return sold;
  if (asked.monthlyCap < sold.price.amount)
    return refuseFields([
      {
        path: "monthlyCap",
        code: "below_price",
        params: { least: toMajorText(sold.price) },
        message: `must be at least what the package costs, ${toMajorText(sold.price)}`,
      },
    ]);
  if (!asked.isPerson) return refuse({ code: "forbidden", required: "a person who is signed in" });
  if (!asked.hasConsent)
    return refuseFields([
      { path: "consent", code: "consent_needed", message: "is needed: cards are charged while nobody is there" },
    ]);
  const suspended = await refuseSuspended(deps, asked.businessId);
  if (suspended !== null) return suspended;
  const customerId = await ensureCustomer(deps, asked);
  if (isRefusal(customerId)) return customerId;
  const cards = await deps.provider.listCards(customerId);
  if (isRefusal(cards)) return cards;
  if (cards.length > 0) return null;
  return refuseFields([{ path: "enabled", code: "card_needed", message: "needs a saved card" }]);
}
