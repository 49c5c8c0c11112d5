import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "../../components/icon.tsx";
import { cardExpiry, nameCard } from "../../lib/card-name.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { Card } from "../../lib/use-cards.ts";

const words = sellingStrings.payment;

/** Saved cards: the brand in words, the last digits, and whether one ends soon. Where there are several, one is chosen. */
export function CardList({
  cards,
  chosenId,
  onChoose,
  actionsFor,
}: {
  cards: readonly Card[];
  /** The one that is charged, or is about to be. */
  chosenId: string | null;
  /** Null: it is not the reader's to choose. */
  onChoose: ((card: Card) => void) | null;
  actionsFor: (card: Card) => ReactNode;
}) {
  const isChoice = onChoose !== null && cards.length > 1;
  return (
    <fieldset>
      <legend className="sr-only">{words.chargedCard}</legend>
      {cards.map((card) => (
        <div key={card.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-3 text-table">
          {isChoice && (
            <input
              type="radio"
              name="charged-card"
              aria-label={words.chargeNamed(nameCard(card))}
              className="size-4 accent-ink max-sm:size-6"
              checked={card.id === chosenId}
              onChange={() => onChoose(card)}
            />
          )}
          <span className="min-w-0 flex-1">
            <span className="font-medium">{words.card(words.brands[card.brand] ?? words.otherBrand, card.last4)}</span>
            {card.id === chosenId && <span className="ms-2 text-ink-3">{words.isDefault}</span>}
            <Expiry card={card} />
          </span>
          {actionsFor(card)}
        </div>
      ))}
    </fieldset>
  );
}

function Expiry({ card }: { card: Card }) {
  const [month, year] = cardExpiry(card);
  if (!card.expiresSoon) return <span className="block text-meta text-ink-3">{words.expires(month, year)}</span>;
  return (
    <span className="flex items-center gap-1.5 text-meta text-warn">
      <Icon of={TriangleAlert} size={14} />
      {words.expiresSoon(month, year)}
    </span>
  );
}
