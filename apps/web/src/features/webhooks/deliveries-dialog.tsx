import { Button } from "@farebox/react/components/button.tsx";
import { Dialog } from "@farebox/react/components/dialog.tsx";
import { Empty } from "@farebox/react/components/empty.tsx";
import { Failed } from "@farebox/react/components/failed.tsx";
import { RowsSkeleton } from "@farebox/react/components/rows-skeleton.tsx";
import { describeProblem } from "@farebox/react/lib/api-error.ts";
import { useBusiness } from "@farebox/react/lib/business.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { useNow } from "@farebox/react/lib/use-now.ts";
import { DeliveryRow } from "./delivery-row.tsx";
import { useDeliveries } from "./use-deliveries.ts";
import type { Endpoint } from "./use-webhook-endpoints.ts";

const words = pageStrings.webhooks;

/** What was sent to one endpoint, with each attempt. */
export function DeliveriesDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const { timeZone } = useBusiness();
  const now = useNow();
  const { deliveries, error, retry, hasMore, isLoadingMore, loadMore, replay } = useDeliveries(endpoint.id);
  return (
    <Dialog
      shape="side"
      title={<span className="truncate">{words.deliveriesOf(new URL(endpoint.url).host)}</span>}
      onClose={onClose}
    >
      {replay.error !== null && (
        <p role="alert" className="mb-3 text-table text-bad">
          {describeProblem(replay.error)}
        </p>
      )}
      {error !== null ? (
        <Failed text={words.deliveriesFailed} detail={describeProblem(error)} onRetry={retry} />
      ) : deliveries === null ? (
        <RowsSkeleton />
      ) : deliveries.length === 0 ? (
        <Empty title={words.noDeliveries} hint={words.noDeliveriesHint} />
      ) : (
        <ul className="border-t border-line">
          {deliveries.map((delivery) => (
            <DeliveryRow
              key={delivery.id}
              delivery={delivery}
              timeZone={timeZone}
              now={now}
              isBusy={replay.isPending && replay.variables.deliveryId === delivery.id}
              onReplay={() => replay.mutate({ id: endpoint.id, deliveryId: delivery.id })}
            />
          ))}
        </ul>
      )}
      {hasMore && (
        <Button className="mt-4" isBusy={isLoadingMore} onClick={loadMore}>
          {words.loadMore}
        </Button>
      )}
    </Dialog>
  );
}
