import type { LucideIcon } from "lucide-react";
import { classNames } from "../lib/class-names.ts";
import { iconButtonClass } from "./dialog.tsx";
import { Icon } from "./icon.tsx";

/** A button that is only a drawing; its name is said, and shown on hover. */
export function IconButton({
  of,
  label,
  className,
  onClick,
}: {
  of: LucideIcon;
  label: string;
  className?: string;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={classNames(iconButtonClass, className)}
      onClick={onClick}
    >
      <Icon of={of} />
    </button>
  );
}
