import { Check, CircleDashed, type LucideIcon, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "../../components/icon.tsx";
import { classNames } from "../../lib/class-names.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { ReturnView } from "./purchase-view.ts";

const words = sellingStrings.purchases;

/** How a payment stands, above the balance it adds to. Its height is the same in every state. */
export function ReturnCard({
  view,
  isLong,
  actions,
  children,
}: {
  /** Null while it is looked up. */
  view: ReturnView | null;
  isLong: boolean;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <section
      aria-label={words.title}
      tabIndex={-1}
      data-return={view?.state ?? "loading"}
      className="mb-4 flex min-h-24 flex-wrap items-center gap-x-6 gap-y-3 rounded-panel border border-line-strong bg-surface px-6 py-4 focus:outline-none max-sm:px-4"
    >
      <div role="status" className="min-w-60 flex-1 text-table">
        {view === null ? (
          <>
            <p className="sr-only">{words.loading}</p>
            <span className="skeleton mb-2 h-4 w-24" />
            <span className="skeleton h-4 w-full" />
          </>
        ) : (
          <>
            <p className={classNames("flex items-center gap-1.5 text-meta font-medium", TONES[view.state])}>
              <Icon of={ICONS[view.state]} size={14} />
              {view.badge}
            </p>
            <p className={classNames("mt-1", view.state === "paid" && "text-body font-semibold")}>{view.text}</p>
            {view.detail !== null && <p className="text-ink-2">{view.detail}</p>}
            {isLong && view.state === "waiting" && <p className="text-ink-2">{words.waiting.long}</p>}
          </>
        )}
        {children}
      </div>
      {actions && <span className="flex flex-wrap gap-2 max-sm:w-full [&>button]:max-sm:flex-1">{actions}</span>}
    </section>
  );
}

const TONES: Record<ReturnView["state"], string> = {
  waiting: "text-ink-2",
  processing: "text-ink-2",
  paid: "text-good",
  canceled: "text-ink-2",
  failed: "text-bad",
  expired: "text-warn",
};

const ICONS: Record<ReturnView["state"], LucideIcon> = {
  waiting: CircleDashed,
  processing: CircleDashed,
  paid: Check,
  canceled: X,
  failed: TriangleAlert,
  expired: TriangleAlert,
};
