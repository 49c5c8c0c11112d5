import { Amount } from "@farebox/react/components/amount.tsx";
import { CopyButton } from "@farebox/react/components/copy-button.tsx";
import { Empty } from "@farebox/react/components/empty.tsx";
import { formatCount } from "@farebox/react/lib/format-number.ts";
import { formatClockSeconds } from "@farebox/react/lib/format-time.ts";
import { maskCallId } from "@farebox/react/lib/mask-id.ts";
import { playgroundStrings } from "@farebox/react/lib/playground-strings.ts";
import { Link } from "@tanstack/react-router";
import { toCurl } from "./curl.ts";
import { describeEvent } from "./describe-event.ts";
import { type EventGroup, groupEvents } from "./group-events.ts";
import type { PlaygroundEvent } from "./use-playground.ts";

const words = playgroundStrings;
const MOST_SHOWN = 40;

/** What happened, in words, each with the request that a call handler sends for it. */
export function EventList({
  events,
  timeZone,
  origin,
  businessId,
}: {
  events: readonly PlaygroundEvent[];
  timeZone: string;
  origin: string;
  businessId: string;
}) {
  return (
    <section aria-labelledby="playground-log" className="pt-12">
      <h2 id="playground-log" className="text-title font-semibold">
        {words.log}
      </h2>
      <p className="mb-4 text-table text-ink-2">
        {words.logHint}{" "}
        <Link to="/dashboard/keys" search={(current) => current} className="link">
          {words.toKeys}
        </Link>
      </p>
      {events.length === 0 ? (
        <Empty title={words.logEmpty} hint={words.logEmptyHint} />
      ) : (
        <ol className="border-b border-line text-table">
          {groupEvents(events)
            .slice(0, MOST_SHOWN)
            .map((group) => (
              <Entry
                key={group.event.number}
                group={group}
                timeZone={timeZone}
                curl={group.event.request && toCurl(group.event.request, { origin, businessId })}
              />
            ))}
        </ol>
      )}
    </section>
  );
}

function Entry({ group, timeZone, curl }: { group: EventGroup; timeZone: string; curl: string | null }) {
  const { event, count } = group;
  return (
    <li className="border-t border-line py-2">
      <div className="flex items-baseline gap-x-4">
        <time dateTime={event.at} className="shrink-0 text-ink-3 max-sm:text-meta">
          {formatClockSeconds(new Date(event.at), timeZone)}
        </time>
        <p className="min-w-0 flex-1">
          {count > 1 && <span className="font-semibold">{words.count(formatCount(count))} </span>}
          {describeEvent(event)}
          {event.callId !== null && count === 1 && (
            <span className="ms-2 text-ink-3 max-sm:hidden">{maskCallId(event.callId)}</span>
          )}
        </p>
        {event.charged !== null && <Amount tokens={event.charged} digits={3} atLeast={1} className="shrink-0" />}
      </div>
      {curl !== null && (
        <details className="ps-[4.75rem] max-sm:ps-0">
          <summary className="w-fit cursor-pointer py-1 text-meta text-ink-3 hover:text-ink">{words.request}</summary>
          <div className="mt-1 flex items-start gap-2 rounded-control border border-line bg-sunken p-3">
            <pre className="min-w-0 flex-1 overflow-x-auto font-mono text-meta break-all whitespace-pre-wrap">
              {curl}
            </pre>
            <CopyButton text={curl} what={words.curl} />
          </div>
        </details>
      )}
    </li>
  );
}
