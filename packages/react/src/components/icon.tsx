import type { LucideIcon } from "lucide-react";
import { classNames } from "../lib/class-names.ts";

/** A 16 px icon with the page's stroke. Decoration: the word beside it, or the control's name, carries the meaning. */
export function Icon({ of: Drawing, size = 16, className }: { of: LucideIcon; size?: number; className?: string }) {
  return (
    <Drawing
      aria-hidden="true"
      size={size}
      strokeWidth={1.5}
      absoluteStrokeWidth
      className={classNames("shrink-0", className)}
    />
  );
}
