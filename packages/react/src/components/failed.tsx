import { TriangleAlert } from "lucide-react";
import { strings } from "../lib/strings.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

/** A section that could not load. It says what still works, and tries again by itself only when asked. */
export function Failed({ text, detail, onRetry }: { text: string; detail?: string; onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="flex items-start gap-3 rounded-panel border border-line bg-sunken px-4 py-3 text-table"
    >
      <Icon of={TriangleAlert} className="mt-0.5 text-bad" />
      <div className="min-w-0 flex-1">
        <p>{text}</p>
        {detail && <p className="text-meta text-ink-3">{detail}</p>}
      </div>
      <Button size="small" onClick={onRetry}>
        {strings.shell.retry}
      </Button>
    </div>
  );
}
