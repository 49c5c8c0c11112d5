import { Suspense } from "react";
import { Amount } from "../../components/amount.tsx";
import { formatTokens } from "../../lib/format-number.ts";
import { formatDate, formatInstant, formatRelative } from "../../lib/format-time.ts";
import { lazyPart } from "../../lib/lazy-part.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { strings } from "../../lib/strings.ts";
import type { NextEvent } from "./next-up.ts";

// Money comes after the balance: its code and words are not waited for.
const NextPrice = lazyPart(() => import("./next-price.tsx"));
const NextCharge = lazyPart(() => import("./next-charge.tsx"));
const words = strings.balance;
const soon = pageStrings.nextUp;

/** What happens to the balance by itself, soonest first. */
export function NextUpCard({ events, timeZone, now }: { events: readonly NextEvent[]; timeZone: string; now: Date }) {
  return (
    <div className="border-s border-line p-6 max-lg:border-s-0 max-lg:border-t max-lg:px-8 max-sm:px-4 max-sm:py-5">
      <h3 className="text-table leading-7 font-medium text-ink-2">{words.nextUp}</h3>
      {events.length === 0 ? (
        <div className="pt-2">
          <p className="text-table">{soon.nothingNext}</p>
          <p className="mt-1 text-meta text-ink-3">{soon.nothingNextHint}</p>
        </div>
      ) : (
        <ul>
          {events.map((event) => (
            <li
              key={event.key}
              className="grid grid-cols-[64px_1fr_auto] gap-x-2 border-b border-line py-3 text-table first:pt-2 last:border-b-0 last:pb-0"
            >
              {event.kind === "topUp" || event.kind === "failed" ? (
                <Suspense>
                  <NextCharge event={event} timeZone={timeZone} now={now} />
                </Suspense>
              ) : (
                <Planned event={event} timeZone={timeZone} now={now} />
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Planned({
  event,
  timeZone,
  now,
}: {
  event: Exclude<NextEvent, { kind: "topUp" | "failed" }>;
  timeZone: string;
  now: Date;
}) {
  return (
    <>
      {event.at !== null && (
        <time dateTime={event.at.toISOString()} title={formatInstant(event.at, timeZone)} className="text-ink-2">
          {formatDate(event.at, timeZone, now)}
        </time>
      )}
      <span>
        {nameEvent(event)}
        {event.at !== null && (
          <span className="block text-meta text-ink-3">{sayMeaning(event) ?? formatRelative(event.at, now)}</span>
        )}
      </span>
      {"tokens" in event ? (
        <Amount
          tokens={event.kind === "expires" ? -event.tokens : event.tokens}
          digits={1}
          atLeast={1}
          sign="always"
          className="slot-2"
        />
      ) : (
        event.price !== null && (
          <Suspense>
            <NextPrice price={event.price} />
          </Suspense>
        )
      )}
    </>
  );
}

/** What it means for the balance, where that is known. */
function sayMeaning(event: Exclude<NextEvent, { kind: "topUp" | "failed" }>): string | null {
  if ("plan" in event) return event.brings === null ? null : soon.planBrings(formatTokens(event.brings, { digits: 0 }));
  if (event.kind === "starts" || event.unspent === null) return null;
  return event.unspent < 1 ? soon.usedBefore : soon.unspentThen(formatTokens(event.unspent, { digits: 0 }));
}

function nameEvent(event: Exclude<NextEvent, { kind: "topUp" | "failed" }>): string {
  if ("plan" in event) return event.kind === "renews" ? soon.planRenews(event.plan) : soon.planEnds(event.plan);
  const { kind, source } = event;
  const name = words.sources[source] ?? source;
  return kind === "expires" ? soon.grantExpires(name) : soon.grantStarts(name);
}
