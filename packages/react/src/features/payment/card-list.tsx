import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "../../components/icon.tsx";
import { cardExpiry } from "../../lib/card-name.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { Card } from "../../lib/use-cards.ts";

const words = sellingStrings.payment;

/** Saved cards: the brand in words, the last digits, and whether one ends soon. */
export function CardList({ cards, actionsFor }: { cards: readonly Card[]; actionsFor: (card: Card) => ReactNode }) {
  return (
    <ul>
      {cards.map((card) => {
        const [month, year] = cardExpiry(card);
        return (
          <li
            key={card.id}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-3 text-table"
          >
            <span className="min-w-0 flex-1">
              <span className="font-medium">
                {words.card(words.brands[card.brand] ?? words.otherBrand, card.last4)}
              </span>
              {card.isDefault && <span className="ms-2 text-ink-3">{words.isDefault}</span>}
              {card.expiresSoon ? (
                <span className="flex items-center gap-1.5 text-meta text-warn">
                  <Icon of={TriangleAlert} size={14} />
                  {words.expiresSoon(month, year)}
                </span>
              ) : (
                <span className="block text-meta text-ink-3">{words.expires(month, year)}</span>
              )}
            </span>
            {actionsFor(card)}
          </li>
        );
      })}
    </ul>
  );
}
