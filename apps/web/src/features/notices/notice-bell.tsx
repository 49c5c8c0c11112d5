import { Icon } from "@farebox/react/components/icon.tsx";
import { formatCount } from "@farebox/react/lib/format-number.ts";
import { lazyPart } from "@farebox/react/lib/lazy-part.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { Bell } from "lucide-react";
import { Suspense, useState } from "react";
import { useLatestNotices } from "./use-notices.ts";

const NoticePanel = lazyPart(() => import("./notice-panel.tsx"));
const words = pageStrings.notices;
const MOST_SHOWN = 99;

/** How many notices are unread, and the way to the latest. */
export default function NoticeBell() {
  const latest = useLatestNotices();
  const [isOpen, setOpen] = useState(false);
  const count = latest.unread > MOST_SHOWN ? words.many : formatCount(latest.unread);
  return (
    <>
      <button
        type="button"
        aria-label={words.bell(latest.unread === 0 ? null : count)}
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true);
          latest.retry();
        }}
        className="grid size-9 place-items-center rounded-control text-ink-2 hover:bg-hover hover:text-ink max-sm:size-11"
      >
        <span className="relative">
          <Icon of={Bell} />
          {latest.unread > 0 && (
            <span
              aria-hidden="true"
              className="absolute -inset-e-2 -top-2 min-w-4 rounded-full border border-surface bg-signal px-1 text-center text-[10px] leading-4 font-semibold text-on-ink"
            >
              {count}
            </span>
          )}
        </span>
      </button>
      {isOpen && (
        <Suspense>
          <NoticePanel latest={latest} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
