import "./save-bar.css";
import { pageStrings } from "../lib/page-strings.ts";
import { Button } from "./button.tsx";

const words = pageStrings.caps;

/** What is not saved yet, in words, and the two ways out. Stays in view as long as there is something. */
export function SaveBar({
  title,
  changes,
  problems,
  isBusy,
  onDiscard,
}: {
  title: string;
  changes: readonly string[];
  /** What became of the last try, for each part that was not saved. */
  problems: readonly string[];
  isBusy: boolean;
  onDiscard: () => void;
}) {
  return (
    <div className="save-bar mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-panel border border-line-strong bg-surface py-2 ps-4 pe-2 text-table">
      <div className="min-w-60 flex-1">
        <p className="truncate" title={changes.join("; ")}>
          <span className="font-semibold">{title}.</span> <span className="text-ink-2">{changes.join("; ")}</span>
        </p>
        {problems.length > 0 && (
          <div role="alert" className="text-bad">
            {problems.map((problem) => (
              <p key={problem}>{problem}</p>
            ))}
          </div>
        )}
      </div>
      <span className="flex gap-2 max-sm:w-full [&>button]:max-sm:flex-1">
        <Button onClick={onDiscard} disabled={isBusy}>
          {words.discard}
        </Button>
        <Button type="submit" kind="primary" isBusy={isBusy}>
          {words.save}
        </Button>
      </span>
    </div>
  );
}
