import {
  charge,
  DAY_MS,
  type Instant,
  invariant,
  MICRO_PER_TOKEN,
  type RateCard,
  rateInForce,
} from "@farebox/billing-core";
import { drawEvents } from "./draw-events.ts";
import type { DemoBusiness, DemoEvent } from "./history.ts";
import { type Charge, planGrants } from "./plan-grants.ts";
import { PROFILES } from "./profiles.ts";
import { seededRandom } from "./random.ts";

/** Known before any history is made. */
export const DEMO_BUSINESS_IDS: readonly string[] = PROFILES.map(({ id }) => id);

/** A business that only has the trial stops well before its 100 tokens. */
const TRIAL_SPENT_AT_MOST = 80n * MICRO_PER_TOKEN;

type DemoOptions = {
  readonly seed: string;
  /** The minute the history leads up to. */
  readonly endAt: Instant;
  /** The general price list: grants are sized by what the events will cost. */
  readonly rateCard: RateCard;
};

/** Twelve businesses with four weeks behind them. Equal options make equal histories, to the last key. */
export function makeDemo({ seed, endAt, rateCard }: DemoOptions): readonly DemoBusiness[] {
  return PROFILES.map((profile) => {
    const startAt = endAt - profile.days * DAY_MS;
    const random = seededRandom(`${seed}/${profile.slug}`);
    const drawn = drawEvents(profile, { startAt, endAt }, random);
    const events = profile.ending.kind === "trial" ? affordedByTrial(drawn, rateCard) : drawn;
    const charges = events.map((event): Charge => ({ at: event.at, amount: priceOf(event, rateCard) }));
    const grants = planGrants({ profile, startAt, endAt, charges });
    const { id, slug, name, timeZone, isDemoOwners, buys } = profile;
    return {
      id,
      slug,
      name,
      timeZone,
      isDemoOwners,
      startAt,
      buys,
      entries: [...grants, ...events].sort((one, other) => one.at - other.at),
    };
  });
}

function affordedByTrial(events: readonly DemoEvent[], rateCard: RateCard): readonly DemoEvent[] {
  let spent = 0n;
  return events.filter((event) => {
    const price = priceOf(event, rateCard);
    if (spent + price > TRIAL_SPENT_AT_MOST) return false;
    spent += price;
    return true;
  });
}

function priceOf(event: DemoEvent, rateCard: RateCard): bigint {
  const found = rateInForce([rateCard], event.service, event.at);
  invariant(found !== null, `the price list knows ${event.service}`);
  return charge(found.rate, event.quantity);
}
