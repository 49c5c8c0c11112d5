import { DAY_MS, type Instant } from "@farebox/billing-core";
import { readBusinessTime } from "@farebox/db/reads";
import { readCustomerOf } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import type { Card } from "./payment-provider.ts";
import { isRefusal, type Refusal, refuse } from "./refusal.ts";

type CardDeps = Pick<Deps, "db" | "provider">;
export type ShownCard = Card & { readonly expiresSoon: boolean };

/** The cards a business saved; the provider keeps them. */
export async function listCards(
  { db, provider }: CardDeps,
  { businessId }: { readonly businessId: string },
): Promise<readonly ShownCard[] | Refusal> {
  const customerId = await readCustomerOf(db.service, businessId);
  if (customerId === null) return [];
  const cards = await provider.listCards(customerId);
  const time = await readBusinessTime(db.service, businessId);
  if (isRefusal(cards) || time === null) return isRefusal(cards) ? cards : [];
  return cards.map((card) => ({ ...card, expiresSoon: endOf(card) - time.now < SOON_MS }));
}

/** Pays with another card from now on, or forgets one. Somebody else's card is not found. */
export async function changeCard(
  deps: CardDeps,
  asked: { readonly businessId: string; readonly cardId: string; readonly change: "make_default" | "remove" },
): Promise<readonly ShownCard[] | Refusal> {
  const { businessId, cardId } = asked;
  const customerId = await readCustomerOf(deps.db.service, businessId);
  const cards = customerId === null ? [] : await deps.provider.listCards(customerId);
  if (isRefusal(cards)) return cards;
  if (customerId === null || !cards.some(({ id }) => id === cardId)) return refuse({ code: "not_found", what: "card" });
  const refused = await (asked.change === "remove"
    ? deps.provider.removeCard(cardId)
    : deps.provider.makeCardDefault({ customerId, cardId }));
  return refused ?? listCards(deps, { businessId });
}

const SOON_MS = 30 * DAY_MS;

/** A card is good until its month is over. */
function endOf({ expYear, expMonth }: Card): Instant {
  const [year, month] = expMonth === 12 ? [expYear + 1, 1] : [expYear, expMonth + 1];
  return Date.UTC(year, month - 1, 1);
}
