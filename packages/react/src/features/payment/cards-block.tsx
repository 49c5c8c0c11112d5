import { useState } from "react";
import { Button } from "../../components/button.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { Failed } from "../../components/failed.tsx";
import { RowsSkeleton } from "../../components/rows-skeleton.tsx";
import { useBillingAddress } from "../../lib/billing-address.tsx";
import { useBusiness } from "../../lib/business.ts";
import { nameCard } from "../../lib/card-name.ts";
import { describeSellingProblem } from "../../lib/selling-problem.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { type Card, useCards, useSetUpCard } from "../../lib/use-cards.ts";
import { useLeaving } from "../../lib/use-leaving.ts";
import { CardList } from "./card-list.tsx";
import { useCardChanges } from "./use-card-changes.ts";

const words = sellingStrings.payment;

/** The cards that can be charged without asking for their number again. */
export function CardsBlock() {
  const { role } = useBusiness();
  const { returnPath } = useBillingAddress();
  const { cards, defaultCard, error, retry } = useCards();
  const { setDefault, remove } = useCardChanges();
  const setUp = useSetUpCard();
  const [isLeaving, leave] = useLeaving();
  const [removed, setRemoved] = useState<Card | null>(null);
  const isMine = role !== "member";
  const failure = setDefault.error ?? setUp.error;
  return (
    <div className="min-w-0">
      <h3 className="text-body font-semibold">{words.cards}</h3>
      {error !== null ? (
        <div className="mt-3">
          <Failed text={words.cardsFailed} onRetry={retry} />
        </div>
      ) : cards === null ? (
        <RowsSkeleton count={1} />
      ) : cards.length === 0 ? (
        <p className="border-b border-line py-3 text-table">
          {words.noCard} <span className="text-ink-2">{words.noCardHint}</span>
        </p>
      ) : (
        <CardList
          cards={cards}
          chosenId={setDefault.isPending ? setDefault.variables.id : (defaultCard?.id ?? null)}
          onChoose={isMine ? ({ id }) => setDefault.mutate({ id }) : null}
          actionsFor={(card) =>
            isMine && (
              <Button size="small" aria-label={words.removeNamed(nameCard(card))} onClick={() => setRemoved(card)}>
                {words.remove}
              </Button>
            )
          }
        />
      )}
      {failure !== null && (
        <p role="alert" className="mt-2 text-table text-bad">
          {describeSellingProblem(failure)}
        </p>
      )}
      {isMine ? (
        <Button
          className="mt-3"
          isBusy={setUp.isPending || isLeaving}
          onClick={() => setUp.mutate({ returnUrl: returnPath }, { onSuccess: ({ url }) => leave(url) })}
        >
          {words.add}
        </Button>
      ) : (
        <p className="mt-3 text-meta text-ink-3">{words.readOnly}</p>
      )}
      {removed !== null && (
        <ConfirmDialog
          title={words.removeTitle(nameCard(removed))}
          text={words.removeHint}
          verb={words.remove}
          isBusy={remove.isPending}
          error={remove.error === null ? null : describeSellingProblem(remove.error)}
          onConfirm={() => remove.mutate({ id: removed.id }, { onSuccess: () => setRemoved(null) })}
          onClose={() => {
            remove.reset();
            setRemoved(null);
          }}
        />
      )}
    </div>
  );
}
