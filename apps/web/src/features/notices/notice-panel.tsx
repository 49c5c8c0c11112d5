import { Button, buttonClass } from "@farebox/react/components/button.tsx";
import { Dialog } from "@farebox/react/components/dialog.tsx";
import { Empty } from "@farebox/react/components/empty.tsx";
import { Failed } from "@farebox/react/components/failed.tsx";
import { RowsSkeleton } from "@farebox/react/components/rows-skeleton.tsx";
import { describeProblem } from "@farebox/react/lib/api-error.ts";
import { useBusiness } from "@farebox/react/lib/business.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { useNow } from "@farebox/react/lib/use-now.ts";
import { Link } from "@tanstack/react-router";
import { NoticeList } from "./notice-list.tsx";
import { useFollowNotice } from "./use-follow-notice.ts";
import { type useLatestNotices, useReadNotices } from "./use-notices.ts";

const words = pageStrings.notices;

/** The latest notices over the page. Following one closes it. */
export default function NoticePanel({
  latest: { notices, unread, hasFailed, retry },
  onClose,
}: {
  latest: ReturnType<typeof useLatestNotices>;
  onClose: () => void;
}) {
  const { timeZone } = useBusiness();
  const now = useNow();
  const follow = useFollowNotice(false);
  const read = useReadNotices();
  return (
    <Dialog
      shape="side"
      title={words.title}
      onClose={onClose}
      footer={
        <>
          <Link to="/dashboard/notices" onClick={onClose} className={buttonClass()}>
            {words.all}
          </Link>
          {unread > 0 && (
            <Button className="ms-auto" isBusy={read.isPending} onClick={() => read.mutate({ all: true })}>
              {words.markAll}
            </Button>
          )}
        </>
      }
    >
      {read.error !== null && (
        <p role="alert" className="mb-3 text-table text-bad">
          {describeProblem(read.error)}
        </p>
      )}
      {hasFailed ? (
        <Failed text={words.failed} onRetry={retry} />
      ) : notices === null ? (
        <RowsSkeleton />
      ) : notices.length === 0 ? (
        <Empty title={words.empty} hint={words.emptyHint} />
      ) : (
        <NoticeList
          notices={notices}
          timeZone={timeZone}
          now={now}
          onFollow={(notice) => {
            onClose();
            // The focus goes back to the bell first, and only then to where the notice leads.
            requestAnimationFrame(() => follow(notice));
          }}
        />
      )}
    </Dialog>
  );
}
