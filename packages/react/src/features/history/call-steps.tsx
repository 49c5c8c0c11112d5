import { formatClockSeconds, formatInstant } from "../../lib/format-time.ts";
import type { StoryStep } from "./call-story.ts";

/** What happened in a call, one step under the other. */
export function CallSteps({ steps, timeZone }: { steps: readonly StoryStep[]; timeZone: string }) {
  return (
    <ol className="text-table">
      {steps.map(({ at, text }) => (
        <li key={text} className="group grid grid-cols-[64px_16px_1fr] items-start gap-x-2 pb-2 last:pb-0">
          {at === null ? (
            <span />
          ) : (
            <time dateTime={at} title={formatInstant(new Date(at), timeZone)} className="text-ink-3">
              {formatClockSeconds(new Date(at), timeZone)}
            </time>
          )}
          <span aria-hidden="true" className="relative flex h-full justify-center pt-1.5">
            <span className="absolute inset-y-0 top-4 -bottom-3.5 w-px bg-line group-last:hidden" />
            <span className="size-2 rounded-full border border-line-strong bg-surface" />
          </span>
          <span className="min-w-0 break-words">{text}</span>
        </li>
      ))}
    </ol>
  );
}
