import { classNames } from "../lib/class-names.ts";

/**
 * A name that somebody wrote, cut where its own reading ends: one from right to left on its left. It stands where the words
 * around it stand, whichever way it is read.
 */
export function Name({ children, className }: { children: string; className?: string }) {
  return (
    <span dir="auto" title={children} className={classNames("name truncate", className)}>
      {children}
    </span>
  );
}
