import { Button } from "../../components/button.tsx";
import { Failed } from "../../components/failed.tsx";
import { RowsSkeleton } from "../../components/rows-skeleton.tsx";
import { useBusiness } from "../../lib/business.ts";
import { fileAddress } from "../../lib/file-address.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { StatementsTable } from "./statements-table.tsx";
import { useStatements } from "./use-statements.ts";

const words = pageStrings.files;

/** The tokens of each month, as an accountant wants them. They come from the ledger, whatever the payment provider does. */
export function StatementsBlock() {
  const { id } = useBusiness();
  const { months, timeZone, error, hasMore, isLoadingMore, loadMore, retry } = useStatements();
  return (
    <div className="min-w-0">
      <h3 className="mb-2 text-body font-semibold">{words.statements}</h3>
      {error !== null ? (
        <Failed text={words.statementsFailed} onRetry={retry} />
      ) : months === null || timeZone === null ? (
        <RowsSkeleton count={3} />
      ) : (
        <>
          <StatementsTable
            months={months}
            timeZone={timeZone}
            addressOf={(month, format) => fileAddress(`/statements/${month}.${format}`, id)}
          />
          <div className="flex flex-wrap items-center gap-4 pt-4 text-meta text-ink-3">
            {hasMore && (
              <Button isBusy={isLoadingMore} onClick={loadMore}>
                {words.more}
              </Button>
            )}
            <p>{words.months(timeZone)}</p>
          </div>
        </>
      )}
    </div>
  );
}
