import { insertRequestOnce, readCustomerOf, readRequest } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { isRefusal, type Refusal, refuse } from "./refusal.ts";

/**
 * The card an attempt charges, chosen once: asked again after a lost answer the provider must be asked for the very same
 * charge, although the person may have chosen another card since. Otherwise it would refuse the key, and a charge that went
 * through would be taken for one that did not.
 */
export async function keepTopUpCard(
  { db, provider }: Pick<Deps, "db" | "provider">,
  { businessId, attemptId, purchaseId }: { businessId: string; attemptId: string; purchaseId: string },
): Promise<KeptCard | Refusal> {
  const place = { businessId, scope: "purchase", requestKey: `top_up:${attemptId}` } as const;
  const known = await readRequest(db.service, place);
  if (known !== null) return toKept(known.asked);
  const customerId = await readCustomerOf(db.service, businessId);
  const cards = customerId === null ? [] : await provider.listCards(customerId);
  if (isRefusal(cards)) return cards;
  const card = cards.find(({ isDefault }) => isDefault);
  if (card === undefined || customerId === null) return refuse({ code: "card_declined", declineCode: "no_card" });
  const asked = { customerId, cardId: card.id };
  return toKept((await insertRequestOnce(db.service, { ...place, subjectId: purchaseId, asked })).asked);
}

export type KeptCard = { readonly customerId: string; readonly cardId: string };

function toKept({ customerId, cardId }: Readonly<Record<string, string | null>>): KeptCard {
  if (!customerId || !cardId) throw new Error("an attempt of an automatic top-up was written down without its card");
  return { customerId, cardId };
}
