import { TriangleAlert } from "lucide-react";
import { Icon } from "../../components/icon.tsx";
import { classNames } from "../../lib/class-names.ts";
import { pageStrings } from "../../lib/page-strings.ts";

const words = pageStrings.caps;

export type CapUseView = {
  readonly text: string;
  /** 0 … 1 of the cap. */
  readonly share: number;
  readonly resets: string;
  readonly resetsTitle: string;
  /** No further call would fit. */
  readonly isReached: boolean;
};

/** How far a cap is used, and when it begins anew. */
export function CapUse({ use, className }: { use: CapUseView; className?: string }) {
  return (
    <div className={classNames("min-w-0 pt-1 text-table", className)}>
      <p className="flex flex-wrap items-center gap-x-3">
        {use.text}
        {use.isReached && (
          <span className="flex items-center gap-1.5 text-meta font-medium text-bad">
            <Icon of={TriangleAlert} size={14} />
            {words.reached}
          </span>
        )}
      </p>
      <div aria-hidden="true" className="mt-1.5 mb-1 h-1 rounded-full bg-selected">
        <div
          className={classNames("swatch h-1 rounded-full", use.isReached ? "bg-bad" : "bg-ink")}
          style={{ width: `${Math.min(1, use.share) * 100}%` }}
        />
      </div>
      <p className="text-meta text-ink-3" title={use.resetsTitle}>
        {words.resets(use.resets)}
      </p>
    </div>
  );
}
