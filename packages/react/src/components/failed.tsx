import { TriangleAlert } from "lucide-react";
import { classNames } from "../lib/class-names.ts";
import { strings } from "../lib/strings.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

/** A section that could not load. It says what still works, and tries again by itself only when asked. */
export function Failed({
  text,
  detail,
  isStrip = false,
  onRetry,
}: {
  text: string;
  detail?: string;
  /** Across the top of a panel, whose edges it shares. */
  isStrip?: boolean;
  onRetry: () => void;
}) {
  return (
    <div
      role="alert"
      className={classNames(
        "flex items-start gap-3 border-line bg-sunken py-2 text-table",
        isStrip ? "rounded-t-panel border-b px-8 max-sm:rounded-none max-sm:px-4" : "rounded-panel border ps-4 pe-2",
      )}
    >
      <Icon of={TriangleAlert} className="mt-1.5 text-bad max-sm:mt-2.5" />
      <div className="min-w-0 flex-1 pt-1 max-sm:pt-2">
        <p>{text}</p>
        {detail && <p className="pb-1 text-meta text-ink-3">{detail}</p>}
      </div>
      <Button size="small" onClick={onRetry}>
        {strings.shell.retry}
      </Button>
    </div>
  );
}
