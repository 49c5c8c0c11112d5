import { type Instant, knownServices, type Rate, rateInForce } from "@farebox/billing-core";
import { insertBusinessCardOnce, listPlans, listRateCards, readBusinessTime } from "@farebox/db/reads";
import { type BusinessPlan, insertBusinessPlanOnce, listBusinessPlans } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { newId } from "../new-id.ts";
import { applyAgreedLimits } from "./apply-agreed-limits.ts";
import type { CatalogueReport } from "./catalogue-sync.ts";
import { isRefusal, type Refusal, refuse, refuseFields } from "./refusal.ts";

type AgreeDeps = Pick<Deps, "catalogueSync" | "db" | "ledger" | "log">;

/**
 * A plan for one business: its price, tokens, limits and, where rates are given, its own card from its start on. Each part is
 * there once however often it is asked for, so that whoever was not answered asks again with the same id.
 */
export async function agreeBusinessPlan(deps: AgreeDeps, asked: AskedAgreement): Promise<Agreed | Refusal> {
  const { businessId, id, rates, ...terms } = asked;
  const time = await readBusinessTime(deps.db.service, businessId);
  if (time === null) return refuse({ code: "not_found", what: "business" });
  const known = (await listBusinessPlans(deps.db.service, businessId)).find((plan) => plan.id === id) ?? null;
  const plan: BusinessPlan = {
    ...terms,
    businessId,
    id,
    startsAt: asked.startsAt ?? known?.startsAt ?? time.now,
    rateCardId: rates.length === 0 ? null : id,
  };
  const wrong = known === null ? await whyNot(deps, plan, time.now) : differing(known, plan);
  if (wrong !== null) return wrong;
  if (known === null) {
    const made = await make(deps, plan, rates);
    if (made !== null) return made;
  }
  await applyAgreedLimits(deps);
  const synced = await deps.catalogueSync.apply();
  return isRefusal(synced) ? synced : { plan: known ?? plan, catalogue: synced, isReplay: known !== null };
}

export type AskedAgreement = Omit<BusinessPlan, "rateCardId" | "startsAt"> & {
  /** Null is at once. */
  readonly startsAt: Instant | null;
  readonly rates: readonly AgreedRate[];
};

/** What one service costs this business; its unit and shape are the general card's. */
export type AgreedRate = Pick<
  Rate,
  "service" | "tokens" | "per" | "initialIncrement" | "nextIncrement" | "minimum" | "connectFee" | "freeUnits"
>;

export type Agreed = {
  readonly plan: BusinessPlan;
  readonly catalogue: CatalogueReport;
  readonly isReplay: boolean;
};

async function whyNot({ db }: AgreeDeps, plan: BusinessPlan, now: Instant): Promise<Refusal | null> {
  const plans = await listPlans(db.service);
  if (!plans.some(({ key }) => key === plan.planKey))
    return refuse({ code: "unknown_plan", known: plans.map(({ key }) => key) });
  if (plan.startsAt < now) return refuseFields([{ path: "startsAt", message: "must not be in the past" }]);
  if (plan.endsAt !== null && plan.endsAt <= plan.startsAt)
    return refuseFields([{ path: "endsAt", message: "must be after startsAt" }]);
  return null;
}

const COMPARED = ["planKey", "name", "interval", "tokensMonthly", "overdraftLimit", "concurrentCallsLimit"] as const;

function differing(known: BusinessPlan, plan: BusinessPlan): Refusal | null {
  const field = [
    ...COMPARED.filter((name) => known[name] !== plan[name]),
    ...(known.price.amount === plan.price.amount && known.price.currency === plan.price.currency ? [] : ["price"]),
    ...(known.startsAt === plan.startsAt ? [] : ["startsAt"]),
    ...((known.rateCardId === null) === (plan.rateCardId === null) ? [] : ["rates"]),
  ][0];
  return field === undefined ? null : refuse({ code: "idempotency_mismatch", key: known.id, field });
}

async function make(deps: AgreeDeps, plan: BusinessPlan, rates: readonly AgreedRate[]): Promise<Refusal | null> {
  const refused = rates.length === 0 ? null : await makeCard(deps, plan, rates);
  if (refused !== null) return refused;
  await insertBusinessPlanOnce(deps.db.service, plan);
  return null;
}

async function makeCard({ db }: AgreeDeps, plan: BusinessPlan, rates: readonly AgreedRate[]): Promise<Refusal | null> {
  const { businessId, id, startsAt, endsAt } = plan;
  const { cards } = await listRateCards(db.service, businessId);
  const general = cards.filter((card) => card.businessId === null);
  const whole = rates.map((rate) => toRate(rate, rateInForce(general, rate.service, startsAt)?.rate));
  const unknown = rates[whole.indexOf(null)];
  if (unknown !== undefined)
    return refuse({ code: "unknown_service", service: unknown.service, known: knownServices(general, startsAt) });
  // A card ends where the next one begins, so one that begins in between would end this one before its time.
  const others = cards.filter((card) => card.businessId !== null && card.id !== id);
  // Where the plan before ends at this very instant, its end comes first and ours a millisecond after.
  const followsEnd = others.some((card) => card.validFrom === startsAt && card.rates.length === 0);
  const validFrom = followsEnd ? startsAt + 1 : startsAt;
  const isCutShort = others.some((card) => card.validFrom >= validFrom && (endsAt === null || card.validFrom < endsAt));
  if (isCutShort) return refuseFields([{ path: "startsAt", message: "another card of this business begins after it" }]);
  const card = { businessId, id, validFrom, rates: whole.filter((rate) => rate !== null) };
  await insertBusinessCardOnce(db.service, card);
  if (endsAt !== null)
    await insertBusinessCardOnce(db.service, { businessId, id: newId(), validFrom: endsAt, rates: [] });
  return null;
}

function toRate(agreed: AgreedRate, general: Rate | undefined): Rate | null {
  return general === undefined ? null : { ...agreed, unit: general.unit, shape: general.shape };
}
