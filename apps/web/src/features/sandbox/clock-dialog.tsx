import { Button } from "@farebox/react/components/button.tsx";
import { Dialog } from "@farebox/react/components/dialog.tsx";
import { Failed } from "@farebox/react/components/failed.tsx";
import { describeProblem } from "@farebox/react/lib/api-error.ts";
import { useBusiness } from "@farebox/react/lib/business.ts";
import { formatInstant } from "@farebox/react/lib/format-time.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { useClock } from "./use-clock.ts";

const words = pageStrings.frame;
const DAY_SECONDS = 86_400;
const STEPS = { hour: 3_600, day: DAY_SECONDS, week: 7 * DAY_SECONDS, month: 31 * DAY_SECONDS } as const;

/** What time it is for money, and for operators the way to move it. */
export default function ClockDialog({ canMove, onClose }: { canMove: boolean; onClose: () => void }) {
  const { timeZone } = useBusiness();
  const { now, hasFailed, retry, advance } = useClock();
  return (
    <Dialog shape="center" title={words.clockTitle} onClose={onClose}>
      <p className="text-table text-ink-2">{words.clockText}</p>
      {hasFailed ? (
        <div className="mt-4">
          <Failed text={words.clockFailed} onRetry={retry} />
        </div>
      ) : (
        <p className="mt-4 min-h-11">
          <span className="block text-meta text-ink-3">{words.clockNow}</span>
          {now !== null && <time dateTime={now.toISOString()}>{`${formatInstant(now, timeZone)} (${timeZone})`}</time>}
        </p>
      )}
      {canMove ? (
        <fieldset disabled={advance.isPending} className="mt-4">
          <legend className="mb-2 text-table font-medium">{words.clockMove}</legend>
          <div className="flex flex-wrap gap-2">
            {(["hour", "day", "week", "month"] as const).map((step) => (
              <Button key={step} onClick={() => advance.mutate({ advanceSeconds: STEPS[step] })}>
                {words.clockSteps[step]}
              </Button>
            ))}
          </div>
        </fieldset>
      ) : (
        <p className="mt-4 text-meta text-ink-3">{words.clockOperators}</p>
      )}
      <p role="status" className="mt-3 min-h-5 text-table text-good">
        {advance.isSuccess && words.clockMoved}
      </p>
      {advance.error !== null && (
        <p role="alert" className="text-table text-bad">
          {describeProblem(advance.error)}
        </p>
      )}
    </Dialog>
  );
}
