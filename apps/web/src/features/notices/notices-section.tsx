import { Button } from "@farebox/react/components/button.tsx";
import { Empty } from "@farebox/react/components/empty.tsx";
import { Failed } from "@farebox/react/components/failed.tsx";
import { RowsSkeleton } from "@farebox/react/components/rows-skeleton.tsx";
import { describeProblem } from "@farebox/react/lib/api-error.ts";
import { useBusiness } from "@farebox/react/lib/business.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { useNow } from "@farebox/react/lib/use-now.ts";
import { NoticeList } from "./notice-list.tsx";
import { useFollowNotice } from "./use-follow-notice.ts";
import { useAllNotices, useReadNotices } from "./use-notices.ts";

const words = pageStrings.notices;

/** Every notice, page by page. */
export function NoticesSection({ isReadOnly }: { isReadOnly: boolean }) {
  const { timeZone } = useBusiness();
  const now = useNow();
  const follow = useFollowNotice(isReadOnly);
  const read = useReadNotices();
  const { notices, unread, error, retry, hasMore, isLoadingMore, isMoreFailed, loadMore } = useAllNotices();
  if (error !== null) return <Failed text={words.failed} detail={describeProblem(error)} onRetry={retry} />;
  if (notices === null) return <RowsSkeleton count={6} />;
  if (notices.length === 0) return <Empty title={words.empty} hint={words.emptyHint} />;
  return (
    <>
      {!isReadOnly && unread > 0 && (
        <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button isBusy={read.isPending} onClick={() => read.mutate({ all: true })}>
            {words.markAll}
          </Button>
          {read.error !== null && (
            <p role="alert" className="text-table text-bad">
              {describeProblem(read.error)}
            </p>
          )}
        </div>
      )}
      <NoticeList notices={notices} timeZone={timeZone} now={now} onFollow={follow} />
      <div className="flex min-h-9 items-center gap-4 pt-4 text-meta text-ink-3">
        {hasMore ? (
          <Button isBusy={isLoadingMore} onClick={loadMore}>
            {words.loadMore}
          </Button>
        ) : (
          <p>{words.end}</p>
        )}
      </div>
      {isMoreFailed && (
        <div className="pt-3">
          <Failed text={words.failedMore} onRetry={loadMore} />
        </div>
      )}
    </>
  );
}
