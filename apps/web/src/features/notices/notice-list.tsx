import { PageLink } from "@farebox/react/components/page-link.tsx";
import { classNames } from "@farebox/react/lib/class-names.ts";
import { describeAge, formatInstant } from "@farebox/react/lib/format-time.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { readNotice } from "../../lib/read-notice.ts";
import type { Notice } from "./use-notices.ts";

const words = pageStrings.notices;

/** Notices with what to do about each. What is unread has a dot and says so. */
export function NoticeList({
  notices,
  timeZone,
  now,
  onFollow,
}: {
  notices: readonly Notice[];
  timeZone: string;
  now: Date;
  onFollow: (notice: Notice) => void;
}) {
  return (
    <ul className="border-t border-line text-table">
      {notices.map((notice) => {
        const at = new Date(notice.createdAt);
        const isUnread = notice.readAt === null;
        const { title, text, label } = readNotice(notice, timeZone);
        return (
          <li key={notice.id} className="flex gap-3 border-b border-line py-3">
            <span
              aria-hidden="true"
              className={classNames("swatch mt-1.5 size-2 shrink-0 rounded-full", isUnread && "bg-signal")}
            />
            <div className="min-w-0 flex-1">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                <p className="min-w-0 font-semibold">
                  {isUnread && <span className="sr-only">{words.unread}: </span>}
                  {title}
                </p>
                <time dateTime={notice.createdAt} title={formatInstant(at, timeZone)} className="text-meta text-ink-3">
                  {describeAge(at, now)}
                </time>
              </div>
              <p className="text-ink-2">{text}</p>
              <Follow url={notice.link.url} label={label} onFollow={() => onFollow(notice)} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Follow({ url, label, onFollow }: { url: string; label: string; onFollow: () => void }) {
  if (url.startsWith("/")) {
    return (
      <PageLink href={url} onFollow={onFollow} className="link mt-1 inline-block">
        {label}
      </PageLink>
    );
  }
  return (
    <a href={url} target="_blank" rel="noreferrer" className="link mt-1 inline-block">
      {label}
    </a>
  );
}
