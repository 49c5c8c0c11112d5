import { SlidersHorizontal } from "lucide-react";
import { Suspense } from "react";
import { Icon } from "../../components/icon.tsx";
import { formatCount } from "../../lib/format-number.ts";
import { lazyPart } from "../../lib/lazy-part.ts";
import { strings } from "../../lib/strings.ts";
import type { Equivalent } from "./use-equivalents.ts";

// Menus are not needed for the figure to be there.
const EquivalentsMenu = lazyPart(() => import("./equivalents-menu.tsx"));

/** The balance in what it pays for: any one of these, not all of them. */
export function EquivalentsLine({
  equivalents,
  onToggle,
}: {
  equivalents: readonly Equivalent[];
  onToggle: (service: string, isShown: boolean) => void;
}) {
  const shown = equivalents.filter(({ isShown }) => isShown);
  const last = shown.at(-1);
  const still = (
    <span className={menuButtonClass}>
      <Icon of={SlidersHorizontal} size={14} />
    </span>
  );
  return (
    <div className="mt-1 flex min-h-6 flex-wrap content-start items-center gap-x-4 text-table text-ink-3 max-sm:min-h-14 max-sm:gap-x-2">
      {shown.length > 0 && <span className="sr-only">{strings.balance.equivalentsLead}</span>}
      {shown.slice(0, -1).map((equivalent) => (
        <Equal key={equivalent.service} equivalent={equivalent} />
      ))}
      {equivalents.length > 0 && (
        // The last and the menu stay together: on a phone a line with an icon alone says nothing.
        <span className="flex items-center gap-x-4 max-sm:gap-x-2">
          {last !== undefined && <Equal equivalent={last} />}
          <Suspense fallback={still}>
            <EquivalentsMenu equivalents={equivalents} onToggle={onToggle} />
          </Suspense>
        </span>
      )}
    </div>
  );
}

export const menuButtonClass =
  "-ms-2 grid size-6 shrink-0 place-items-center rounded-control text-ink-3 hover:bg-hover hover:text-ink max-sm:size-9";

function Equal({ equivalent }: { equivalent: Equivalent }) {
  const { amount, unit } = nameEquivalent(equivalent);
  return (
    <span className="whitespace-nowrap">
      <span className="font-medium text-ink-2">{amount}</span> {unit}
    </span>
  );
}

export function nameEquivalent({ service, unit, count }: Equivalent): { amount: string; unit: string } {
  const amount = formatCount(count);
  return strings.balance.equivalents[service]?.(amount) ?? { amount, unit: `${service} ${unit}` };
}
