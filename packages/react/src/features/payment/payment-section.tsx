import { Button } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Failed } from "../../components/failed.tsx";
import { RowsSkeleton } from "../../components/rows-skeleton.tsx";
import { Section } from "../../components/section.tsx";
import { useBillingAddress } from "../../lib/billing-address.tsx";
import { useBusiness } from "../../lib/business.ts";
import { describeSellingProblem } from "../../lib/selling-problem.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { usePortal } from "../../lib/use-cards.ts";
import { useLeaving } from "../../lib/use-leaving.ts";
import { useNow } from "../../lib/use-now.ts";
import { usePurchases } from "../../lib/use-purchases.ts";
import { BillingDetailsBlock } from "./billing-details-block.tsx";
import { CardsBlock } from "./cards-block.tsx";
import { nameInvoice } from "./invoice-name.ts";
import { InvoicesTable } from "./invoices-table.tsx";
import { StatementsBlock } from "./statements-block.tsx";
import { useInvoices } from "./use-invoices.ts";

const words = sellingStrings.payment;

/** Cards and the proof of every payment. Both come from the payment provider and fail by themselves. */
export default function PaymentSection({ timeZone }: { timeZone: string }) {
  const { role } = useBusiness();
  return (
    <Section
      id="payment"
      title={words.title}
      aside={
        role !== "member" && (
          <span className="ms-auto max-sm:ms-0">
            <PortalLink />
          </span>
        )
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)] gap-12 border-t border-line pt-6 max-lg:grid-cols-1">
        <div className="grid min-w-0 content-start gap-10">
          <CardsBlock />
          <BillingDetailsBlock />
        </div>
        <div className="grid min-w-0 content-start gap-10">
          <Invoices timeZone={timeZone} canPay={role !== "member"} />
          <StatementsBlock />
        </div>
      </div>
    </Section>
  );
}

/** The provider's own pages, for what is not done here. */
function PortalLink() {
  const { returnPath } = useBillingAddress();
  const portal = usePortal();
  const [isLeaving, leave] = useLeaving();
  return (
    <span className="flex flex-wrap items-center gap-x-3 text-table">
      {portal.error !== null && (
        <span role="alert" className="text-bad">
          {describeSellingProblem(portal.error)}
        </span>
      )}
      <button
        type="button"
        className="link"
        title={words.portalHint}
        aria-busy={portal.isPending || isLeaving || undefined}
        onClick={() =>
          !portal.isPending &&
          !isLeaving &&
          portal.mutate({ returnUrl: returnPath }, { onSuccess: ({ url }) => leave(url) })
        }
      >
        {words.portal}
      </button>
    </span>
  );
}

function Invoices({ timeZone, canPay }: { timeZone: string; canPay: boolean }) {
  const now = useNow();
  const purchases = usePurchases();
  const { invoices, error, hasMore, isLoadingMore, loadMore, retry } = useInvoices();
  return (
    <div className="min-w-0">
      <h3 className="mb-2 text-body font-semibold">{words.invoices}</h3>
      {error !== null ? (
        <Failed text={words.invoicesFailed} onRetry={retry} />
      ) : invoices === null ? (
        <RowsSkeleton count={3} />
      ) : invoices.length === 0 ? (
        <Empty title={words.noInvoices} hint={words.noInvoicesHint} />
      ) : (
        <>
          <InvoicesTable
            invoices={invoices}
            timeZone={timeZone}
            now={now}
            canPay={canPay}
            nameOf={(invoice) => nameInvoice(invoice, purchases)}
          />
          <div className="flex flex-wrap items-center gap-4 pt-4 text-meta text-ink-3">
            {hasMore && (
              <Button isBusy={isLoadingMore} onClick={loadMore}>
                {words.more}
              </Button>
            )}
            <p>{words.daysIn(timeZone)}</p>
          </div>
        </>
      )}
    </div>
  );
}
