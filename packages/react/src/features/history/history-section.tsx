import "./history-print.css";
import { ArrowUp } from "lucide-react";
import { memo, type ReactNode, useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import { Button } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Failed } from "../../components/failed.tsx";
import { Icon } from "../../components/icon.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { Section } from "../../components/section.tsx";
import { describeProblem } from "../../lib/api-error.ts";
import { useBillingAddress } from "../../lib/billing-address.tsx";
import type { BillingSearch, SearchPatch } from "../../lib/billing-search.ts";
import { formatCount } from "../../lib/format-number.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { useShortcuts } from "../../lib/shortcuts.ts";
import { strings } from "../../lib/strings.ts";
import { useInSlices } from "../../lib/use-in-slices.ts";
import { useNow } from "../../lib/use-now.ts";
import { useArriving } from "../../lib/use-purchases.ts";
import { useSame } from "../../lib/use-same.ts";
import { ArrivingRows } from "./arriving-rows.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { groupByDay } from "./history-days.ts";
import { HistoryFilters, isFiltered, NO_FILTERS } from "./history-filters.tsx";
import { HistorySkeleton } from "./history-skeleton.tsx";
import { HistoryTable } from "./history-table.tsx";
import { stepFocus } from "./step-focus.ts";
import { useFilterOptions } from "./use-filter-options.ts";
import { useHeldTop } from "./use-held-top.ts";
import { type Entry, useHistory } from "./use-history.ts";

const words = pageStrings.history;
// Whatever else the page does meanwhile, a hundred rows are drawn anew only when one of them changes.
const Table = memo(HistoryTable);

/** Where the tokens went: every entry of the ledger, newest first, each with its receipt. */
export default function HistorySection({
  search,
  timeZone,
  openId,
  onSearch,
}: {
  search: BillingSearch;
  timeZone: string;
  openId: string | null;
  onSearch: (patch: SearchPatch) => void;
}) {
  const now = useNow();
  const searchBox = useRef<HTMLInputElement>(null);
  const table = useRef<HTMLDivElement>(null);
  const exportButton = useRef<HTMLButtonElement>(null);
  const { services, agents } = useFilterOptions(timeZone);
  const history = useHistory(search, timeZone);
  const isDrawn = useInSlices(history.entries !== null);
  useShortcuts({
    "/": () => searchBox.current?.focus(),
    e: () => exportButton.current?.focus(),
    j: () => stepFocus(table.current, 1),
    k: () => stepFocus(table.current, -1),
  });

  return (
    <Section
      id="history"
      title={strings.shell.history}
      aside={<ExportMenu search={search} timeZone={timeZone} button={exportButton} />}
    >
      <HistoryFilters
        search={search}
        services={services}
        agents={agents}
        now={now}
        searchBox={searchBox}
        onSearch={onSearch}
      />
      <div ref={table}>
        {history.error !== null ? (
          <Failed text={words.failed} detail={describeProblem(history.error)} onRetry={history.retry} />
        ) : history.entries === null || !isDrawn ? (
          <HistorySkeleton />
        ) : history.entries.length > 0 ? (
          <Entries
            entries={history.entries}
            history={history}
            timeZone={timeZone}
            now={now}
            openId={openId}
            isWhole={!isFiltered(search)}
          />
        ) : isFiltered(search) ? (
          <Empty title={words.emptyFilter} hint={words.emptyFilterHint}>
            <Button onClick={() => onSearch(NO_FILTERS)}>{words.clear}</Button>
          </Empty>
        ) : (
          <Empty title={words.emptyNever} hint={words.emptyNeverHint} />
        )}
      </div>
    </Section>
  );
}

function Entries({
  entries,
  history,
  timeZone,
  now,
  openId,
  isWhole,
}: {
  entries: readonly Entry[];
  history: ReturnType<typeof useHistory>;
  timeZone: string;
  now: Date;
  openId: string | null;
  /** Nothing is filtered away: what is about to arrive may stand on top. */
  isWhole: boolean;
}) {
  const arriving = useArriving();
  const { receiptHref, openReceipt } = useBillingAddress();
  const follow = useSame(openReceipt);
  const linkTo = useCallback(
    (transactionId: string, name: ReactNode) => (
      <PageLink
        data-entry
        href={receiptHref(transactionId)}
        onFollow={() => follow(transactionId)}
        className="underline-offset-3 after:absolute after:inset-0 hover:underline"
      >
        {name}
      </PageLink>
    ),
    [receiptHref, follow],
  );
  // The receipt comes first, its row is marked after that.
  const markedId = useDeferredValue(openId);
  const { mark, shown, freshCount, release } = useHeldTop(entries);
  const { hasMore } = history;
  const rows = useMemo(() => groupByDay(shown, { timeZone, hasMore }), [shown, timeZone, hasMore]);
  const [newSince] = useState(entries[0]?.seq ?? 0);
  const count = rows.filter(({ kind }) => kind === "entry").length;
  const showFresh = () => {
    release();
    mark.current?.scrollIntoView({ block: "center" });
  };
  return (
    <>
      <div ref={mark} />
      {freshCount > 0 && (
        <div className="sticky top-3 z-10 flex h-0 justify-center">
          <Button size="small" kind="primary" className="rounded-full" onClick={showFresh}>
            <Icon of={ArrowUp} size={14} />
            {words.fresh(formatCount(freshCount))}
          </Button>
        </div>
      )}
      <Table
        entries={shown}
        rows={rows}
        timeZone={timeZone}
        now={now}
        openId={markedId}
        newSince={newSince}
        above={isWhole && arriving.length > 0 && <ArrivingRows purchases={arriving} timeZone={timeZone} />}
        linkTo={linkTo}
      />
      <div className="no-print flex min-h-9 flex-wrap items-center gap-x-4 gap-y-2 pt-4 text-meta text-ink-3">
        {history.hasMore && (
          <Button isBusy={history.isLoadingMore} onClick={history.loadMore}>
            {history.isLoadingMore ? words.loadingMore : words.loadMore}
          </Button>
        )}
        <p role="status">
          {words.shown(formatCount(count), count !== 1)}
          {history.hasMore ? "." : `. ${words.end}`}
        </p>
      </div>
      {history.isMoreFailed && (
        <div className="pt-3">
          <Failed text={words.failedMore} onRetry={history.loadMore} />
        </div>
      )}
    </>
  );
}
