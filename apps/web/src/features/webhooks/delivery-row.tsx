import { Button } from "@farebox/react/components/button.tsx";
import { formatCount } from "@farebox/react/lib/format-number.ts";
import { formatClockSeconds, formatDate, formatRelative } from "@farebox/react/lib/format-time.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { describeAttemptProblem } from "./describe-problem.ts";
import { Answer } from "./endpoint-row.tsx";
import type { Delivery } from "./use-deliveries.ts";

const words = pageStrings.webhooks;
const COLOURS = { pending: "text-ink-2", delivered: "text-good", failed: "text-bad", dropped: "text-ink-3" } as const;

/** One message, how it stands, and what each attempt met. */
export function DeliveryRow({
  delivery,
  timeZone,
  now,
  isBusy,
  onReplay,
}: {
  delivery: Delivery;
  timeZone: string;
  now: Date;
  isBusy: boolean;
  onReplay: () => void;
}) {
  const type = words.types[delivery.type];
  const next = delivery.status === "pending" ? delivery.nextAttemptAt : null;
  return (
    <li className="border-b border-line py-3 text-table">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="font-medium">{type}</p>
        {delivery.status !== "pending" && (
          <Button size="small" isBusy={isBusy} aria-label={words.replayNamed(type)} onClick={onReplay}>
            {words.replay}
          </Button>
        )}
      </div>
      <p className="flex flex-wrap gap-x-3 text-meta text-ink-3">
        <span className={COLOURS[delivery.status]}>{words.deliveryStates[delivery.status]}</span>
        <span>{words.attempts(formatCount(delivery.attempts), delivery.attempts !== 1)}</span>
        {next !== null && <span>{words.nextAttempt(formatRelative(new Date(next), now))}</span>}
      </p>
      {delivery.log.length > 0 && (
        <ol className="mt-2 text-meta">
          {delivery.log.map((attempt) => {
            const at = new Date(attempt.at);
            const problem = describeAttemptProblem(attempt);
            return (
              <li key={attempt.id} className="py-1">
                <p className="text-ink-2">
                  <time dateTime={attempt.at}>
                    {`${formatDate(at, timeZone, now)}, ${formatClockSeconds(at, timeZone)}`}
                  </time>
                  {": "}
                  {words.attempt(
                    attempt.status === null ? null : String(attempt.status),
                    formatCount(attempt.durationMs),
                  )}
                  {problem !== null && `, ${problem}`}
                </p>
                {attempt.answer !== null && attempt.answer !== "" && (
                  <details>
                    <summary className="link w-fit">{words.answer}</summary>
                    <Answer text={attempt.answer} />
                  </details>
                )}
              </li>
            );
          })}
        </ol>
      )}
    </li>
  );
}
