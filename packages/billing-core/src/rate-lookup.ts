import type { Instant } from "./instants.ts";
import { invariant } from "./invariant.ts";
import type { Rate, RateCard } from "./rate-card.ts";

/** A price together with the version of the card it stands on. */
export type RateInForce = { readonly card: RateCard; readonly rate: Rate };

/**
 * The price of a service at an instant: the business's own card in force then, falling back for this service to the
 * general card in force then. Null when neither names the service: never a zero price.
 *
 * @param cards the general cards and those of one business, every version, in any order. Versions of one card do not overlap.
 * @param at when the use happened: `[validFrom, validTo)` decides.
 */
export function rateInForce(cards: readonly RateCard[], service: string, at: Instant): RateInForce | null {
  let general: RateInForce | null = null;
  for (const card of cards) {
    if (!isInForce(card, at)) continue;
    if (card.businessId === null && general !== null) continue;
    for (const rate of card.rates) {
      if (rate.service !== service) continue;
      if (card.businessId !== null) return { card, rate };
      general = { card, rate };
      break;
    }
  }
  return general;
}

/** The price a live call keeps from its opening to its end, whatever the card says since. */
export function pinnedRate(
  cards: readonly RateCard[],
  {
    service,
    rateCardId,
    rateVersion,
  }: { readonly service: string; readonly rateCardId: string; readonly rateVersion: number },
): Rate {
  const card = cards.find(({ id, version }) => id === rateCardId && version === rateVersion);
  const rate = card?.rates.find((one) => one.service === service);
  invariant(rate !== undefined, "an account brings every version of its rate cards");
  return rate;
}

/** Every service that has a price at an instant, in alphabetical order. */
export function knownServices(cards: readonly RateCard[], at: Instant): readonly string[] {
  const services = new Set<string>();
  for (const card of cards) {
    if (!isInForce(card, at)) continue;
    for (const rate of card.rates) services.add(rate.service);
  }
  return [...services].sort();
}

function isInForce(card: RateCard, at: Instant): boolean {
  return card.validFrom <= at && (card.validTo === null || at < card.validTo);
}
