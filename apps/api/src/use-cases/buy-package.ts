import type { StoredPurchase } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { type BegunPurchase, beginPurchase, findRequested, type PayWith } from "./begin-purchase.ts";
import { closePages } from "./close-pages.ts";
import { ensureCustomer } from "./ensure-customer.ts";
import { payPurchase } from "./pay-purchase.ts";
import { isRefusal, type Refusal, refuseFields } from "./refusal.ts";
import { refuseSuspended } from "./refuse-suspended.ts";
import { readReturnAddress } from "./return-address.ts";

type BuyDeps = Pick<Deps, "db" | "env" | "live" | "provider">;

/**
 * Begins to buy a package: first our row with what is offered, then the provider's page or a charge of the saved card. The
 * tokens come with the fact that it was paid. Asked again with the same key it answers how the purchase stands.
 */
export async function buyPackage(deps: BuyDeps, asked: AskedPackage): Promise<BoughtPackage | Refusal> {
  const { businessId } = asked;
  const returnTo = readReturnAddress({ publicUrl: deps.env.publicUrl, given: asked.returnUrl, businessId });
  if (isRefusal(returnTo)) return returnTo;
  const known = await findRequested(deps, asked);
  if (isRefusal(known)) return known;
  if (known !== null && known.purchase.status !== "created") return { purchase: known.purchase, isReplay: true };

  const suspended = await refuseSuspended(deps, businessId);
  if (suspended !== null) return suspended;
  const begun = known ?? (await begin(deps, { ...asked, returnTo }));
  if (isRefusal(begun)) return begun;
  const customerId = await ensureCustomer(deps, { businessId, email: asked.email });
  if (isRefusal(customerId)) return customerId;
  const purchase = await payPurchase(deps, { ...begun, customerId });
  return isRefusal(purchase) ? purchase : { purchase, isReplay: begun.isReplay };
}

export type AskedPackage = {
  readonly businessId: string;
  readonly packageKey: string;
  readonly payWith: PayWith;
  readonly requestKey: string;
  readonly returnUrl: string | undefined;
  readonly requestedBy: string | null;
  /** Of the person who buys. */
  readonly email: string | null;
};

export type BoughtPackage = { readonly purchase: StoredPurchase; readonly isReplay: boolean };

async function begin(deps: BuyDeps, asked: AskedPackage & { returnTo: URL }): Promise<BegunPurchase | Refusal> {
  // Where taxes are reckoned the saved card is charged on the page that reckons them.
  if (asked.payWith === "checkout" || deps.provider.isTaxAutomatic) {
    // Who did not get through their bank and now wants a page is not sent to the bank again.
    const left = await closePages(deps, { ...asked, exceptId: null, of: "charges" });
    return left ?? beginPurchase(deps, { ...asked, cardId: null });
  }
  const cardId = await findCard(deps, asked);
  if (isRefusal(cardId)) return cardId;
  // Who has a page of the same package open and now charges a card pays by the card.
  const closed = await closePages(deps, { ...asked, exceptId: null, of: "checkouts" });
  return closed ?? beginPurchase(deps, { ...asked, cardId });
}

async function findCard(deps: BuyDeps, { businessId, email }: AskedPackage): Promise<string | Refusal> {
  const customerId = await ensureCustomer(deps, { businessId, email });
  if (isRefusal(customerId)) return customerId;
  const cards = await deps.provider.listCards(customerId);
  if (isRefusal(cards)) return cards;
  const card = cards.find(({ isDefault }) => isDefault);
  return card?.id ?? refuseFields([{ path: "payWith", code: "card_needed", message: "there is no saved card" }]);
}
