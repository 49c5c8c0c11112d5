import { Button } from "@farebox/react/components/button.tsx";
import { formatInstant } from "@farebox/react/lib/format-time.ts";
import { playgroundStrings } from "@farebox/react/lib/playground-strings.ts";

const words = playgroundStrings;
const STEPS = ["minutes", "day", "month"] as const;
export type ClockStep = (typeof STEPS)[number];

/** Moves the sandbox's money time forward. */
export function ClockControls({
  moneyTime,
  timeZone,
  moving,
  onMove,
}: {
  moneyTime: Date;
  timeZone: string;
  /** The step that is under way. */
  moving: ClockStep | null;
  onMove: (by: ClockStep) => void;
}) {
  return (
    <section aria-labelledby="playground-clock" className="grid gap-3">
      <div>
        <h2 id="playground-clock" className="text-body font-semibold">
          {words.clock}
        </h2>
        <p className="text-table text-ink-2">
          <time dateTime={moneyTime.toISOString()}>{formatInstant(moneyTime, timeZone)}</time>
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {STEPS.map((step) => (
          <Button
            key={step}
            isBusy={moving !== null}
            onClick={() => onMove(step)}
            aria-describedby="playground-clock-hint"
          >
            + {words.clockSteps[step]}
          </Button>
        ))}
      </div>
      <p id="playground-clock-hint" className="text-meta text-ink-3">
        {words.clockHint}
      </p>
    </section>
  );
}
